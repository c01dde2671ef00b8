using System.Buffers.Binary;
using System.Text;

namespace EcgCmrNative.Data.Formats.Zip;

/// <summary>One member's entry in the directory of a zip file.</summary>
internal sealed record ZipRecord(string Name, int Method, uint Crc, long StoredLength, long Length, long HeaderOffset)
{
    public const int Stored = 0, Deflated = 8;

    private const int FixedBytes = 46;

    /// <summary>No code of Deflate makes more than this many bytes of one, so a larger size is invalid.</summary>
    private const long MostInflation = 1032;

    /// <summary>Reads the record at the start of <paramref name="directory"/>; says how long it is.</summary>
    /// <returns>The record, or the reason why it is invalid.</returns>
    public static (ZipRecord? Record, string? Refusal) Parse(ReadOnlySpan<byte> directory, out int size)
    {
        size = 0;
        if (directory.Length < FixedBytes || U32(directory, 0) != 0x02014B50) return (null, "the directory of the zip file is damaged");
        int nameLength = U16(directory, 28), extraLength = U16(directory, 30);
        size = FixedBytes + nameLength + extraLength + U16(directory, 32);
        if (size > directory.Length) return (null, "a directory record of the zip file is longer than the directory");

        var name = Encoding.UTF8.GetString(directory.Slice(FixedBytes, nameLength));
        var (flags, method, crc) = (U16(directory, 8), U16(directory, 10), U32(directory, 16));
        long stored = U32(directory, 20), length = U32(directory, 24), header = U32(directory, 42);
        if (!Widen(directory.Slice(FixedBytes + nameLength, extraLength), ref length, ref stored, ref header))
            return (null, $"member '{name}' has no 64-bit sizes");

        if ((flags & 1) != 0) return (null, $"member '{name}' is encrypted");
        if (method is not (Stored or Deflated))
            return (null, $"member '{name}' has the unsupported compression method {method}; supported: 0 and 8");
        if (length < 0 || stored < 0 || header < 0) return (null, $"member '{name}' has a negative size");
        if (method == Stored && length != stored) return (null, $"member '{name}' is stored, but has two different sizes");
        if (length / MostInflation > stored)
            return (null, $"member '{name}' states {length} bytes from {stored}, more than Deflate allows");
        return (new ZipRecord(name, method, crc, stored, length, header), null);
    }

    /// <summary>The zip64 extra field holds, in this order, those of the three numbers that did not fit 32 bits.</summary>
    private static bool Widen(ReadOnlySpan<byte> extra, ref long length, ref long stored, ref long header)
    {
        ReadOnlySpan<byte> wide = default;
        for (; extra.Length >= 4; extra = extra[(4 + U16(extra, 2))..])
        {
            if (4 + U16(extra, 2) > extra.Length) break;
            if (U16(extra, 0) == 1) wide = extra.Slice(4, U16(extra, 2));
        }
        return Take(ref wide, ref length) && Take(ref wide, ref stored) && Take(ref wide, ref header);
    }

    private static bool Take(ref ReadOnlySpan<byte> wide, ref long value)
    {
        if (value != uint.MaxValue) return true;
        if (wide.Length < 8) return false;
        value = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide = wide[8..];
        return true;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
