using System.Runtime.InteropServices;
using System.Text.Json;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Formats.Zip;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Encoders.Ecg.Positions;
using EcgCmrNative.Models.Objectives.Reconstruction;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Encoders.Ecg.Positions;

/// <summary>The position tables beside those of the library that the published ones were made with.</summary>
public sealed class PositionTableTests
{
    // CRC-32 of the float32 tables of 12 × 25 patches, measured with NumPy 1.24.2 on a processor with AVX-512.
    private static readonly Dictionary<int, uint> Checksums = new()
    {
        [128] = 0x0C6C547C,
        [160] = 0xB8D04252,
        [192] = 0x08876889,
        [256] = 0xD4EB87E7,
        [384] = 0x5D2E0CF9,
        [512] = 0xF5DD2CD4,
        [576] = 0xB31CC505,
        [640] = 0xE3CD1AB4,
        [768] = 0x2F9A429B,
        [864] = 0xEDAF6DDC,
        [1024] = 0x33083E06,
        [1280] = 0xDBE9235A,
    };

    private static IEnumerable<int> Widths() => EcgPresets.Names
        .SelectMany(name => new[] { EcgPresets.Encoder(name).Width, MaskedAutoencoderConfiguration.OfPreset(name).DecoderWidth })
        .Distinct()
        .Order();

    [TestCaseSource(nameof(Widths))]
    public void Has_the_bits_of_the_published_table(int width)
    {
        var checksum = Crc32.Start();
        checksum.Append(MemoryMarshal.AsBytes(Singles(width, 12, 25).AsSpan()));
        Assert.That(checksum.Value, Is.EqualTo(Checksums[width]));
    }

    [TestCase(64, 1)]
    [TestCase(1, 128)]
    public void Has_the_bits_of_the_installed_NumPy(int rows, int columns)
    {
        var widths = Widths().ToArray();
        var expected = NumPy.PositionTables(widths, rows, columns);
        var at = 0;
        foreach (var width in widths)
        {
            var actual = MemoryMarshal.AsBytes(Singles(width, rows, columns).AsSpan());
            Assert.That(actual.SequenceEqual(expected.AsSpan(at, actual.Length)), Is.True, $"width {width}");
            at += actual.Length;
        }
        Assert.That(at, Is.EqualTo(expected.Length));
    }

    [Test]
    public void Agrees_with_the_table_in_double_precision()
    {
        var path = SharedData.Require("reference", "golden.json");
        using var golden = JsonDocument.Parse(File.ReadAllBytes(path));
        var expected = golden.RootElement.GetProperty("pos256_12x25");
        var table = PositionTable.SineCosine(256, 12, 25);
        var columns = expected.GetProperty("cols").EnumerateArray().Select(column => column.GetInt32());
        var token = expected.GetProperty("tok300").EnumerateArray().Select(value => value.GetDouble());
        using (Assert.EnterMultipleScope())
        {
            // A frequency off by one unit in the last place, times position 24.
            Assert.That(columns.Select(column => table[300 * 256 + column]), Is.EqualTo(token).Within(1.5e-6));
            Assert.That(table.Sum(), Is.EqualTo(expected.GetProperty("sum").GetDouble()).Within(1.5e-6 * 301 * 16));
            Assert.That(table.AsSpan(0, 256).IndexOfAnyExcept(0.0), Is.EqualTo(-1), "the class token's row");
        }
    }

    [Test]
    public void Makes_an_accurate_table_of_any_width([Values(4, 24, 64)] int width)
    {
        var (quarter, table) = (width / 4, PositionTable.SineCosine(width, 3, 50));
        for (var k = 0; k < quarter; k++)
        {
            var frequency = Math.Pow(10000, -(double)k / quarter);
            var last = table.AsSpan(150 * width, width);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(last[k], Is.EqualTo(Math.Sin(49 * frequency)).Within(1e-5));
                Assert.That(last[quarter + k], Is.EqualTo(Math.Cos(49 * frequency)).Within(1e-5));
                Assert.That(last[2 * quarter + k], Is.EqualTo(Math.Sin(2 * frequency)).Within(1e-6));
                Assert.That(last[3 * quarter + k], Is.EqualTo(Math.Cos(2 * frequency)).Within(1e-6));
            }
        }
    }

    private static float[] Singles(int width, int rows, int columns) =>
        Array.ConvertAll(PositionTable.SineCosine(width, rows, columns), value => (float)value);
}
