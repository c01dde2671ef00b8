using System.Buffers.Binary;
using System.Text;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Nifti;

/// <summary>What this project uses of a header, checked: sizes are positive and their product can be counted.</summary>
internal sealed record NiftiHeader
{
    public const int Bytes1 = 348;
    public const int Bytes2 = 540;

    /// <summary>A gibibyte of single precision: ten times a large whole-heart cine.</summary>
    private const long MaximumVoxels = 1 << 28;

    public required int[] Shape { get; init; }

    public required NiftiDatatype Datatype { get; init; }

    public required double[] SpacingMm { get; init; }

    public required double? TimeStepMs { get; init; }

    public required double Slope { get; init; }

    public required double Intercept { get; init; }

    public required VoxelOrientation? Orientation { get; init; }

    public required string Description { get; init; }

    /// <summary>Offset of the voxels: in this file, or in its .img file if <see cref="IsPair"/>.</summary>
    public required long DataOffset { get; init; }

    public required bool IsPair { get; init; }

    public required bool BigEndian { get; init; }

    public int PlaneVoxels => Shape[0] * Shape[1];

    public int PlaneCount => Shape.Skip(2).Aggregate(1, (product, extent) => product * extent);

    public long DataBytes => (long)PlaneVoxels * PlaneCount * Datatype.ByteCount;

    /// <summary>Bytes of the header that begins so, or 0 if no header begins with these four bytes.</summary>
    public static int SizeOf(ReadOnlySpan<byte> start) => Size(start, out _);

    /// <exception cref="DataFormatException">The NIfTI header is invalid or contradicts itself.</exception>
    public static NiftiHeader Parse(string path, ReadOnlySpan<byte> bytes)
    {
        var size = Size(bytes, out var bigEndian);
        var fields = new NiftiFields(bytes, bigEndian, size == Bytes2);
        var magic = bytes.Slice(size == Bytes2 ? 4 : 344, 4);
        var pair = magic.SequenceEqual(size == Bytes2 ? "ni2\0"u8 : "ni1\0"u8);
        if (!pair && !magic.SequenceEqual(size == Bytes2 ? "n+2\0"u8 : "n+1\0"u8))
        {
            throw new DataFormatException(path, size == Bytes2 ? 4 : 344, magic.IndexOfAnyExcept((byte)0) < 0
                ? "Analyze 7.5 headers are not supported, because they do not state the orientation; convert the image to NIfTI"
                : "the header has the length of a NIfTI header, but not its signature");
        }
        var code = fields.Datatype;
        if (NiftiDatatype.Find(code) is not { } datatype)
            throw new DataFormatException(path, fields.DatatypeOffset,
                $"unsupported datatype {code} of the voxels: {NiftiDatatype.Describe(code)}");
        var shape = ReadShape(path, fields);
        var slope = fields.Slope;
        // A slope that is zero or no number means that the stored numbers are the values.
        var isScaled = slope != 0 && !double.IsNaN(slope);
        if (isScaled && !(double.IsFinite(slope) && double.IsFinite(fields.Intercept)))
            throw new DataFormatException(path, fields.SlopeOffset, FormattableString.Invariant(
                $"invalid scaling of the voxels: slope {slope}, intercept {fields.Intercept}; expected finite numbers"));
        var offset = fields.DataOffset;
        if (offset < (pair ? 0 : size) || offset > long.MaxValue / 4)
            throw new DataFormatException(path, fields.DataOffsetOffset,
                $"invalid offset of the voxels, byte {offset}: the header alone has {size} bytes");
        return new NiftiHeader
        {
            Shape = shape,
            Datatype = datatype,
            SpacingMm = [SpacingInMm(fields, 1), SpacingInMm(fields, 2), SpacingInMm(fields, 3)],
            TimeStepMs = shape.Length > 3 && fields.MillisecondsPerUnit is { } milliseconds
                && Spacing(fields.Spacing(4)) is > 0 and var step
                ? step * milliseconds
                : null,
            Slope = isScaled ? slope : 1,
            Intercept = isScaled ? fields.Intercept : 0,
            Orientation = VoxelOrientation.Of(fields),
            Description = Encoding.UTF8.GetString(fields.Description).Split('\0')[0].Trim(),
            DataOffset = offset,
            IsPair = pair,
            BigEndian = bigEndian,
        };
    }

    private static int Size(ReadOnlySpan<byte> start, out bool bigEndian)
    {
        var little = BinaryPrimitives.ReadInt32LittleEndian(start);
        var big = BinaryPrimitives.ReverseEndianness(little);
        bigEndian = big is Bytes1 or Bytes2;
        return bigEndian ? big : little is Bytes1 or Bytes2 ? little : 0;
    }

    private static int[] ReadShape(string path, NiftiFields fields)
    {
        var rank = fields.Extent(0);
        if (rank is < 1 or > 7) throw new DataFormatException(path, fields.ExtentOffset(0), $"{rank} axes; expected 1 to 7");
        var shape = new int[Math.Max(2, (int)rank)];
        var voxels = 1L;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            var extent = axis < rank ? fields.Extent(axis + 1) : 1;
            if (extent < 1 || extent > MaximumVoxels || (voxels *= extent) > MaximumVoxels)
                throw new DataFormatException(
                    path, fields.ExtentOffset(axis + 1),
                        $"{extent} voxels along axis {axis + 1}; expected 1 or more per axis, and at most {MaximumVoxels} in all");
            shape[axis] = (int)extent;
        }
        // Trailing axes of one voxel carry nothing.
        var length = shape.Length;
        while (length > 2 && shape[length - 1] == 1) length--;
        return shape[..length];
    }

    private static double SpacingInMm(NiftiFields fields, int axis) => Spacing(fields.Spacing(axis)) * fields.MillimetresPerUnit;

    /// <summary>The sign of a spacing has no meaning; a spacing that is not a number is unknown.</summary>
    private static double Spacing(double stored) => double.IsFinite(stored) ? Math.Abs(stored) : 0;
}
