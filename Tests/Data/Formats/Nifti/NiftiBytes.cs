using System.Buffers.Binary;
using System.IO.Compression;

namespace EcgCmrNative.Tests.Data.Formats.Nifti;

/// <summary>Lays out NIfTI headers field by field, after nifti1.h and nifti2.h.</summary>
internal sealed class NiftiBytes
{
    private readonly byte[] _header;
    private readonly bool _version2;
    private readonly bool _bigEndian;

    public NiftiBytes(int version = 1, bool bigEndian = false, bool pair = false, int datatype = 16, params int[] shape)
    {
        (_version2, _bigEndian) = (version == 2, bigEndian);
        _header = new byte[_version2 ? 544 : 352];
        Int32(0, _version2 ? 540 : 348);
        (pair ? "ni"u8 : "n+"u8).CopyTo(_header.AsSpan(_version2 ? 4 : 344));
        _header[_version2 ? 6 : 346] = (byte)('0' + version);
        Datatype(datatype).DataOffset(pair ? 0 : _header.Length).Scaling(1, 0).Axes(shape.Length);
        for (var axis = 0; axis < shape.Length; axis++) Extent(axis, shape[axis]);
    }

    public NiftiBytes Axes(long count) => Extent(-1, count);

    public NiftiBytes Extent(int axis, long voxels)
    {
        if (_version2) Int64(24 + 8 * axis, voxels);
        else Int16(42 + 2 * axis, (short)voxels);
        return this;
    }

    public NiftiBytes Datatype(int code) => Int16(_version2 ? 12 : 70, (short)code);

    public NiftiBytes DataOffset(long offset) => _version2 ? Int64(168, offset) : Single(108, offset);

    public NiftiBytes Scaling(double slope, double intercept) => Real(112, 176, slope).Real(116, 184, intercept);

    /// <summary>Spacing along an axis counted from 0; -1 is qfac.</summary>
    public NiftiBytes Spacing(int axis, double value) => Real(80 + 4 * axis, 112 + 8 * axis, value);

    public NiftiBytes Units(byte code)
    {
        if (_version2) return Int32(500, code);
        _header[123] = code;
        return this;
    }

    public NiftiBytes Affine(params double[] rows)
    {
        _ = _version2 ? Int32(348, 1) : Int16(254, 1);
        for (var i = 0; i < 12; i++) Real(280 + 4 * i, 400 + 8 * i, rows[i]);
        return this;
    }

    public NiftiBytes Quaternion(params double[] values)
    {
        _ = _version2 ? Int32(344, 1) : Int16(252, 1);
        for (var i = 0; i < 6; i++) Real(256 + 4 * i, 352 + 8 * i, values[i]);
        return this;
    }

    public byte[] Header => _header;

    public byte[] With(ReadOnlySpan<byte> voxels) => [.. _header, .. voxels];

    /// <summary>Voxels of two bytes in this file's order.</summary>
    public byte[] Words(params short[] values)
    {
        var bytes = new byte[2 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (_bigEndian) BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(2 * i), values[i]);
            else BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), values[i]);
        }
        return bytes;
    }

    public static byte[] Compress(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal)) gzip.Write(bytes);
        return compressed.ToArray();
    }

    private NiftiBytes Real(int offset1, int offset2, double value)
    {
        if (!_version2) return Single(offset1, value);
        return Int64(offset2, BitConverter.DoubleToInt64Bits(value));
    }

    private NiftiBytes Single(int offset, double value) => Int32(offset, BitConverter.SingleToInt32Bits((float)value));

    private NiftiBytes Int16(int offset, short value)
    {
        if (_bigEndian) BinaryPrimitives.WriteInt16BigEndian(_header.AsSpan(offset), value);
        else BinaryPrimitives.WriteInt16LittleEndian(_header.AsSpan(offset), value);
        return this;
    }

    private NiftiBytes Int32(int offset, int value)
    {
        if (_bigEndian) BinaryPrimitives.WriteInt32BigEndian(_header.AsSpan(offset), value);
        else BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(offset), value);
        return this;
    }

    private NiftiBytes Int64(int offset, long value)
    {
        if (_bigEndian) BinaryPrimitives.WriteInt64BigEndian(_header.AsSpan(offset), value);
        else BinaryPrimitives.WriteInt64LittleEndian(_header.AsSpan(offset), value);
        return this;
    }
}
