using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using EcgCmrNative.Cli.Drawing;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Drawing;

public sealed class PngFileTests
{
    [TestCase(1, 1)]
    [TestCase(7, 3)]
    [TestCase(64, 41)]
    public void DecodesToTheSamePixels(int width, int height)
    {
        var canvas = new Canvas(width, height, new Rgb(10, 200, 30));
        canvas.Line([(0.5, 0.5), (width, height / 2.0), (width / 3.0, height)], 2.3, new Rgb(250, 1, 99));
        canvas.Fill(width / 2.0, 0.25, 3.5, 1.5, Rgb.Black);

        var pixels = Decode(PngFile.Encode(canvas), out var size);

        Assert.That(size, Is.EqualTo((width, height)));
        for (var y = 0; y < height; y++) Assert.That(pixels[y], Is.EqualTo(canvas.Row(y).ToArray()), $"row {y}");
    }

    [Test]
    public void AnAnimationHasItsFirstPictureAndThenWhatChanges()
    {
        var first = new Canvas(9, 5, new Rgb(1, 2, 3));
        PngPatch[] patches = [new(2, 1, new Canvas(4, 3, new Rgb(200, 0, 0))), new(3, 0, new Canvas(6, 5, new Rgb(0, 200, 0)))];
        var png = PngFile.Encode(first, patches, TimeSpan.FromMilliseconds(40));
        Assert.That(Decode(png, out _)[4], Is.EqualTo(first.Row(4).ToArray()), "a viewer that cannot animate shows the first picture");

        var chunks = Chunks(png);
        Assert.That(
            chunks.Select(chunk => chunk.Type),
            Is.EqualTo(new[] { "IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND" }));
        Assert.That(chunks[1].Content, Is.EqualTo(new byte[] { 0, 0, 0, 3, 0, 0, 0, 0 }));
        Assert.That(
            chunks[6].Content,
            Is.EqualTo(new byte[] { 0, 0, 0, 3, 0, 0, 0, 6, 0, 0, 0, 5, 0, 0, 0, 3, 0, 0, 0, 0, 0, 40, 3, 232, 0, 0 }));
        var sequence = chunks.Where(chunk => chunk.Type is "fcTL" or "fdAT")
            .Select(chunk => BinaryPrimitives.ReadInt32BigEndian(chunk.Content));
        Assert.That(sequence, Is.EqualTo(Enumerable.Range(0, 5)));
        Assert.That(Inflate(chunks[7].Content[4..], 6, 5)[2], Is.EqualTo(patches[1].Canvas.Row(2).ToArray()));
    }

    /// <summary>A small decoder of its own: chunks with their checksums, inflate, filters 0 to 2.</summary>
    private static byte[][] Decode(byte[] png, out (int Width, int Height) size)
    {
        Assert.That(png[..8], Is.EqualTo(new byte[] { 137, 80, 78, 71, 13, 10, 26, 10 }));
        var chunks = Chunks(png);
        var header = chunks.Single(chunk => chunk.Type == "IHDR").Content;
        size = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        return Inflate(chunks.Single(chunk => chunk.Type == "IDAT").Content, size.Width, size.Height);
    }

    private static List<(string Type, byte[] Content)> Chunks(byte[] png)
    {
        var chunks = new List<(string Type, byte[] Content)>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var type = Encoding.ASCII.GetString(png, at + 4, 4);
            Assert.That(
                BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)),
                Is.EqualTo(Crc(png.AsSpan(at + 4, 4 + length))), type);
            chunks.Add((type, png[(at + 8)..(at + 8 + length)]));
            at += 12 + length;
        }
        return chunks;
    }

    private static byte[][] Inflate(byte[] compressed, int width, int height)
    {
        using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        var rows = new byte[height][];
        var line = new byte[1 + 3 * width];
        for (var y = 0; y < rows.Length; y++)
        {
            zlib.ReadExactly(line);
            rows[y] = new byte[3 * width];
            for (var i = 0; i < rows[y].Length; i++)
            {
                var expected = line[0] switch
                {
                    0 => 0,
                    1 => i < 3 ? 0 : rows[y][i - 3],
                    2 => y == 0 ? 0 : rows[y - 1][i],
                    _ => throw new InvalidDataException(),
                };
                rows[y][i] = (byte)(line[1 + i] + expected);
            }
        }
        Assert.That(zlib.ReadByte(), Is.EqualTo(-1));
        return rows;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
