using System.Buffers.Binary;

namespace EcgCmrNative.Data.Formats.Nifti;

/// <summary>The fields of a header by name: the two versions of the standard put them at different places in different widths.</summary>
internal readonly ref struct NiftiFields(ReadOnlySpan<byte> header, bool bigEndian, bool version2)
{
    private readonly ReadOnlySpan<byte> _header = header;

    public int DatatypeOffset => version2 ? 12 : 70;

    public int DataOffsetOffset => version2 ? 168 : 108;

    public int Datatype => Int16(DatatypeOffset);

    public long DataOffset => version2 ? Int64(DataOffsetOffset) : SingleToInt64(Single(DataOffsetOffset));

    public int SlopeOffset => version2 ? 176 : 112;

    public double Slope => version2 ? Double(176) : Single(112);

    public double Intercept => version2 ? Double(184) : Single(116);

    public ReadOnlySpan<byte> Description => _header.Slice(version2 ? 240 : 148, 80);

    public int QuaternionCode => version2 ? Int32(344) : Int16(252);

    public int AffineCode => version2 ? Int32(348) : Int16(254);

    /// <summary>Units the standard has for space; millimetres if the file names none.</summary>
    public double MillimetresPerUnit => (Units & 7) switch { 1 => 1000, 3 => 0.001, _ => 1 };

    /// <summary>Units the standard has for time; null if the fourth axis is not time, or the file names no unit.</summary>
    public double? MillisecondsPerUnit => (Units & 0x38) switch { 8 => 1000, 16 => 1, 24 => 0.001, _ => null };

    private int Units => version2 ? Int32(500) : _header[123];

    public int ExtentOffset(int index) => version2 ? 16 + 8 * index : 40 + 2 * index;

    /// <summary>The number of axes (0), or the voxels along one.</summary>
    public long Extent(int index) => version2 ? Int64(ExtentOffset(index)) : Int16(ExtentOffset(index));

    /// <summary>qfac (0), or the grid spacing along an axis.</summary>
    public double Spacing(int index) => version2 ? Double(104 + 8 * index) : Single(76 + 4 * index);

    /// <summary>b, c, d of the quaternion, then its offsets x, y, z.</summary>
    public double Quaternion(int index) => version2 ? Double(352 + 8 * index) : Single(256 + 4 * index);

    /// <summary>An element of the affine's three rows of four.</summary>
    public double Affine(int row, int column) => version2 ? Double(400 + 32 * row + 8 * column) : Single(280 + 16 * row + 4 * column);

    private static long SingleToInt64(double value) => double.IsFinite(value) && Math.Abs(value) < 1e18 ? (long)value : -1;

    private int Int16(int offset) => bigEndian
        ? BinaryPrimitives.ReadInt16BigEndian(_header[offset..])
        : BinaryPrimitives.ReadInt16LittleEndian(_header[offset..]);

    private int Int32(int offset) => bigEndian
        ? BinaryPrimitives.ReadInt32BigEndian(_header[offset..])
        : BinaryPrimitives.ReadInt32LittleEndian(_header[offset..]);

    private long Int64(int offset) => bigEndian
        ? BinaryPrimitives.ReadInt64BigEndian(_header[offset..])
        : BinaryPrimitives.ReadInt64LittleEndian(_header[offset..]);

    private double Single(int offset) => BitConverter.Int32BitsToSingle(Int32(offset));

    private double Double(int offset) => BitConverter.Int64BitsToDouble(Int64(offset));
}
