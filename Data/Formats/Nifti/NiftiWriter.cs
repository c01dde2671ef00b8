using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Text;
using EcgCmrNative.Data.Formats.Tensors;

namespace EcgCmrNative.Data.Formats.Nifti;

/// <summary>Writes NIfTI-1: header of 348 bytes, four bytes that announce no extension, planes.</summary>
internal sealed class NiftiWriter
{
    private const int DataOffset = 352;
    private const byte MillimetresAndMilliseconds = 2 | 16;
    private const short ScannerCoordinates = 1;

    private readonly NiftiImage _image;
    private readonly NiftiDatatype _datatype;
    private readonly bool _compressed;
    private readonly double _slope = 1;
    private readonly double _intercept;

    public NiftiWriter(string path, NiftiImage image, NiftiStorage storage)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(image);
        _compressed = path.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase);
        if (!_compressed && !path.EndsWith(".nii", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"'{path}' must end in .nii or .nii.gz", nameof(path));
        Check(image);
        _image = image;
        (_datatype, var steps) = storage switch
        {
            NiftiStorage.Float32 => (NiftiDatatype.Float32, 0),
            NiftiStorage.Int16 => (NiftiDatatype.Int16, short.MaxValue),
            NiftiStorage.UInt8 => (NiftiDatatype.UInt8, byte.MaxValue),
            _ => throw new ArgumentOutOfRangeException(nameof(storage)),
        };
        if (steps > 0) (_slope, _intercept) = Scaling(image.Planes, steps);
    }

    public void Write(Stream file)
    {
        if (!_compressed)
        {
            WriteImage(file);
            return;
        }
        using var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
        WriteImage(gzip);
    }

    private static void Check(NiftiImage image)
    {
        if (image.Shape.Count is < 2 or > 7 || image.Shape.Any(extent => extent is < 1 or > short.MaxValue))
            throw new ArgumentException(
                $"[{string.Join(", ", image.Shape)}]: expected two to seven axes of 1 to {short.MaxValue} voxels");
        if (image.SpacingMm.Count != 3) throw new ArgumentException($"{image.SpacingMm.Count} spacings; expected those of x, y and z");
        var planes = image.Shape.Skip(2).Aggregate(1L, (product, extent) => product * extent);
        if (planes != image.Planes.Count)
            throw new ArgumentException($"[{string.Join(", ", image.Shape)}] has {planes} planes, {image.Planes.Count} are given");
        if (image.Planes.Any(plane => plane.Length != image.Shape[0] * image.Shape[1]))
            throw new ArgumentException($"every plane must have {image.Shape[0]} × {image.Shape[1]} voxels");
    }

    /// <summary>
    /// The stored integers 0 … steps span the values; a constant image has slope 1, and so has one of whole numbers that need no more
    /// steps: they are stored as they are, and compress.
    /// </summary>
    private static (double Slope, double Intercept) Scaling(IReadOnlyList<float[]> planes, int steps)
    {
        var (low, high, whole) = (float.PositiveInfinity, float.NegativeInfinity, true);
        foreach (var plane in planes)
        {
            foreach (var value in plane)
            {
                if (!float.IsFinite(value))
                    throw new ArgumentException($"{value} cannot be stored as an integer; store as {NiftiStorage.Float32}");
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
                whole &= value == MathF.Round(value);
            }
        }
        if (whole && (double)high - low <= steps) return (1, low >= 0 && high <= steps ? 0 : low);
        // The header has room for single precision only; rounding here makes writer and reader use the same numbers.
        return high > low ? ((float)(((double)high - low) / steps), low) : (1, low);
    }

    private void WriteImage(Stream stream)
    {
        stream.Write(Header());
        var buffer = ArrayPool<byte>.Shared.Rent(_image.Planes[0].Length * _datatype.ByteCount);
        try
        {
            foreach (var plane in _image.Planes)
            {
                var bytes = buffer.AsSpan(0, plane.Length * _datatype.ByteCount);
                Encode(plane, bytes);
                stream.Write(bytes);
            }
        }
        finally { ArrayPool<byte>.Shared.Return(buffer); }
    }

    private void Encode(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        if (_datatype.Kind == ElementKind.Float32)
        {
            for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes[(4 * i)..], values[i]);
        }
        else if (_datatype.Kind == ElementKind.Int16)
        {
            for (var i = 0; i < values.Length; i++)
                BinaryPrimitives.WriteInt16LittleEndian(bytes[(2 * i)..], (short)Step(values[i], short.MaxValue));
        }
        else
        {
            for (var i = 0; i < values.Length; i++) bytes[i] = (byte)Step(values[i], byte.MaxValue);
        }
    }

    private int Step(float value, int most) => Math.Clamp((int)Math.Round((value - _intercept) / _slope), 0, most);

    private byte[] Header()
    {
        var header = new byte[DataOffset];
        Int32(0, 348);
        Int16(40, (short)_image.Shape.Count);
        for (var axis = 1; axis <= 7; axis++) Int16(40 + 2 * axis, (short)_image.Extent(axis - 1));
        Int16(70, _datatype.Code);
        Int16(72, (short)(8 * _datatype.ByteCount));
        Single(76, 1); // qfac
        for (var axis = 0; axis < 3; axis++) Single(80 + 4 * axis, _image.SpacingMm[axis]);
        Single(92, _image.TimeStepMs ?? 0);
        Single(108, DataOffset);
        Single(112, _slope);
        Single(116, _intercept);
        header[123] = MillimetresAndMilliseconds;
        var text = Encoding.UTF8.GetBytes(_image.Description);
        text.AsSpan(0, Math.Min(text.Length, 79)).CopyTo(header.AsSpan(148));
        if (_image.Orientation is { } at)
        {
            Int16(254, ScannerCoordinates);
            Row(280, new Vector4(at.X.X, at.Y.X, at.Z.X, at.Origin.X));
            Row(296, new Vector4(at.X.Y, at.Y.Y, at.Z.Y, at.Origin.Y));
            Row(312, new Vector4(at.X.Z, at.Y.Z, at.Z.Z, at.Origin.Z));
        }
        "n+1\0"u8.CopyTo(header.AsSpan(344));
        return header;

        void Int32(int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(offset), value);
        void Int16(int offset, short value) => BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(offset), value);
        void Single(int offset, double value) => BinaryPrimitives.WriteSingleLittleEndian(header.AsSpan(offset), (float)value);
        void Row(int offset, Vector4 row)
        {
            for (var i = 0; i < 4; i++) Single(offset + 4 * i, row[i]);
        }
    }
}
