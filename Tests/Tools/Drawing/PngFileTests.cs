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

    /// <summary>A small decoder of its own: chunks with their checksums, inflate, filters 0 to 2.</summary>
    private static byte[][] Decode(byte[] png, out (int Width, int Height) size)
    {
        Assert.That(png[..8], Is.EqualTo(new byte[] { 137, 80, 78, 71, 13, 10, 26, 10 }));
        size = default;
        var compressed = new MemoryStream();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var type = Encoding.ASCII.GetString(png, at + 4, 4);
            Assert.That(BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)), Is.EqualTo(Crc(png.AsSpan(at + 4, 4 + length))), type);
            if (type == "IHDR") size = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at + 8)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at + 12)));
            if (type == "IDAT") compressed.Write(png, at + 8, length);
            at += 12 + length;
        }
        compressed.Position = 0;
        using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
        var rows = new byte[size.Height][];
        var line = new byte[1 + 3 * size.Width];
        for (var y = 0; y < rows.Length; y++)
        {
            zlib.ReadExactly(line);
            rows[y] = new byte[3 * size.Width];
            for (var i = 0; i < rows[y].Length; i++)
            {
                var expected = line[0] switch { 0 => 0, 1 => i < 3 ? 0 : rows[y][i - 3], 2 => y == 0 ? 0 : rows[y - 1][i], _ => throw new InvalidDataException() };
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
