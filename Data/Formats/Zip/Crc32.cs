using System.Buffers.Binary;

namespace EcgCmrNative.Data.Formats.Zip;

/// <summary>The CRC-32 of zip and PNG (IEEE 802.3, reflected polynomial 0xEDB88320), eight bytes at a time.</summary>
public struct Crc32
{
    private static readonly uint[][] Tables = BuildTables();

    private uint _inverted;

    /// <summary>The checksum of all bytes so far.</summary>
    public readonly uint Value => _inverted ^ uint.MaxValue;

    /// <summary>The checksum of no bytes.</summary>
    public static Crc32 Start() => new() { _inverted = uint.MaxValue };

    /// <summary>Goes on over more bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var (t0, t1, t2, t3) = (Tables[0], Tables[1], Tables[2], Tables[3]);
        var (t4, t5, t6, t7) = (Tables[4], Tables[5], Tables[6], Tables[7]);
        var crc = _inverted;
        while (bytes.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t7[(byte)low] ^ t6[(byte)(low >> 8)] ^ t5[(byte)(low >> 16)] ^ t4[low >> 24]
                ^ t3[(byte)high] ^ t2[(byte)(high >> 8)] ^ t1[(byte)(high >> 16)] ^ t0[high >> 24];
            bytes = bytes[8..];
        }
        foreach (var b in bytes) crc = (crc >> 8) ^ t0[(byte)(crc ^ b)];
        _inverted = crc;
    }

    /// <summary>Table k holds the effect of a byte that is followed by k zero bytes.</summary>
    private static uint[][] BuildTables()
    {
        var tables = new uint[8][];
        for (var k = 0; k < 8; k++)
        {
            tables[k] = new uint[256];
            for (var value = 0; value < 256; value++)
            {
                var crc = k == 0 ? (uint)value : tables[k - 1][value];
                for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
                tables[k][value] = crc;
            }
        }
        return tables;
    }
}
