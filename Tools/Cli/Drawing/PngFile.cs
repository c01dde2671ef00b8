using System.Buffers.Binary;
using System.IO.Compression;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Zip;

namespace EcgCmrNative.Cli.Drawing;

/// <summary>A part of an animated picture that changes.</summary>
/// <param name="X">Its left edge.</param>
/// <param name="Y">Its upper edge.</param>
/// <param name="Canvas">What is there next.</param>
internal readonly record struct PngPatch(int X, int Y, Canvas Canvas);

/// <summary>
/// Writes pictures as PNG (ISO/IEC 15948): 8-bit RGB, every row with the filter that leaves the smallest differences. An animated one
/// (APNG) shows its first picture where a viewer cannot animate.
/// </summary>
internal static class PngFile
{
    private const int BytesPerPixel = 3;

    private const int MillimetresPerMetre = 1000;

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="canvas">The picture.</param>
    /// <param name="pixelsPerMillimetre">The resolution that prints of the true size have; null to state none.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Canvas canvas, int? pixelsPerMillimetre = null) =>
        FileSystem.Disk.WriteAtomically(path, stream => stream.Write(Encode(canvas, pixelsPerMillimetre: pixelsPerMillimetre)));

    /// <summary>Writes an animated file, whole or not at all, which repeats without end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="first">The first picture.</param>
    /// <param name="patches">What changes for each of the others.</param>
    /// <param name="perPicture">How long each is shown.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Canvas first, IReadOnlyList<PngPatch> patches, TimeSpan perPicture) =>
        FileSystem.Disk.WriteAtomically(path, stream => stream.Write(Encode(first, patches, perPicture)));

    /// <summary>The bytes of the file.</summary>
    public static byte[] Encode(
        Canvas canvas, IReadOnlyList<PngPatch>? patches = null, TimeSpan perPicture = default, int? pixelsPerMillimetre = null)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, canvas.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), canvas.Height);
        (header[8], header[9]) = (8, 2); // bits per component, RGB
        Chunk(file, "IHDR"u8, header);
        if (pixelsPerMillimetre is { } resolution)
            Chunk(file, "pHYs"u8, [.. BigEndian(resolution * MillimetresPerMetre), .. BigEndian(resolution * MillimetresPerMetre), 1]);
        if (patches is { Count: > 0 })
        {
            Chunk(file, "acTL"u8, [.. BigEndian(patches.Count + 1), .. BigEndian(0)]); // pictures, repeated for ever
            Chunk(file, "fcTL"u8, Control(0, new PngPatch(0, 0, canvas), perPicture));
        }
        Chunk(file, "IDAT"u8, Compress(canvas));
        for (var i = 0; i < (patches?.Count ?? 0); i++)
        {
            Chunk(file, "fcTL"u8, Control(2 * i + 1, patches![i], perPicture));
            Chunk(file, "fdAT"u8, [.. BigEndian(2 * i + 2), .. Compress(patches[i].Canvas)]);
        }
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>What goes before a picture of an animation: it stays, and replaces what was there.</summary>
    private static byte[] Control(int sequence, PngPatch patch, TimeSpan time) =>
    [
        .. BigEndian(sequence), .. BigEndian(patch.Canvas.Width), .. BigEndian(patch.Canvas.Height),
        .. BigEndian(patch.X), .. BigEndian(patch.Y),
        .. BigEndian((Math.Clamp((int)time.TotalMilliseconds, 1, ushort.MaxValue) << 16) | 1000), 0, 0,
    ];

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
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
        file.Write(BigEndian(content.Length));
        file.Write(type);
        file.Write(content);
        var checksum = Crc32.Start();
        checksum.Append(type);
        checksum.Append(content);
        file.Write(BigEndian((int)checksum.Value));
    }
}
