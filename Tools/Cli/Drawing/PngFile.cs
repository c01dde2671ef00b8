using System.Buffers.Binary;
using System.IO.Compression;
using EcgCmrNative.Data.Formats;

namespace EcgCmrNative.Cli.Drawing;

/// <summary>Writes pictures as PNG (ISO/IEC 15948): 8-bit RGB, every row with the filter that leaves the smallest differences.</summary>
internal static class PngFile
{
    private const int BytesPerPixel = 3;

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(string path, Canvas canvas) => FileSystem.Disk.WriteAtomically(path, stream => stream.Write(Encode(canvas)));

    /// <summary>The bytes of the file.</summary>
    public static byte[] Encode(Canvas canvas)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, canvas.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), canvas.Height);
        (header[8], header[9]) = (8, 2); // bits per component, RGB
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Compress(canvas));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compress(Canvas canvas)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize))
        {
            ReadOnlySpan<byte> above = new byte[canvas.Width * BytesPerPixel];
            byte[] best = new byte[above.Length + 1], candidate = new byte[above.Length + 1];
            for (var y = 0; y < canvas.Height; y++)
            {
                var row = canvas.Row(y);
                var smallest = long.MaxValue;
                for (byte filter = 0; filter <= 2; filter++)
                {
                    var size = Filter(filter, row, above, candidate);
                    if (size >= smallest) continue;
                    (smallest, best, candidate) = (size, candidate, best);
                }
                zlib.Write(best);
                above = row;
            }
        }
        return compressed.ToArray();
    }

    /// <summary>Filters 0 (as it is), 1 (less the pixel to the left) and 2 (less the pixel above).</summary>
    /// <returns>Sum of the bytes as signed numbers, without signs.</returns>
    private static long Filter(byte filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> filtered)
    {
        filtered[0] = filter;
        var sum = 0L;
        for (var i = 0; i < row.Length; i++)
        {
            var expected = filter switch { 1 => i < BytesPerPixel ? (byte)0 : row[i - BytesPerPixel], 2 => above[i], _ => (byte)0 };
            var difference = (byte)(row[i] - expected);
            filtered[i + 1] = difference;
            sum += Math.Abs((int)(sbyte)difference);
        }
        return sum;
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        var checksum = Crc32.Start();
        checksum.Append(type);
        checksum.Append(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, checksum.Value);
        file.Write(number);
    }
}
