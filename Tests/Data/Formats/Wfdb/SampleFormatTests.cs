using EcgCmrNative.Data.Formats.Wfdb;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Wfdb;

/// <summary>Each storage format with bytes that were laid out by hand from signal(5).</summary>
internal sealed class SampleFormatTests
{
    private const int Missing = EcgSignal.MissingCount;

    [TestCase(8, "00 05 FB 7F 80", new[] { 100, 105, 100, 227, 99 })]
    [TestCase(16, "01 00 FF FF FF 7F 00 80", new[] { 1, -1, 32767, Missing })]
    [TestCase(24, "01 00 00 FF FF FF FF FF 7F 00 00 80", new[] { 1, -1, 8388607, Missing })]
    [TestCase(32, "01 00 00 00 FE FF FF FF FF FF FF 7F 00 00 00 80", new[] { 1, -2, int.MaxValue, Missing })]
    [TestCase(61, "00 01 FF FF 7F FF 80 00", new[] { 1, -1, 32767, Missing })]
    [TestCase(80, "80 81 7F FF 01 00", new[] { 0, 1, -1, 127, -127, Missing })]
    [TestCase(160, "00 80 01 80 FF 7F FF FF 00 00", new[] { 0, 1, -1, 32767, Missing })]
    // 0x123 and 0xABC (= -1348); then 0x7FF and 0x800, the missing sample
    [TestCase(212, "23 A1 BC FF 87 00", new[] { 0x123, -1348, 2047, Missing })]
    // An odd number of samples ends in two bytes.
    [TestCase(212, "23 A1 BC FE 0F", new[] { 0x123, -1348, -2 })]
    // Words 0xA802 and 0x57FE: samples 1 and -1 in bits 1-10; top fives 0b10101 and 0b01010 make 0b0101010101 = 341.
    [TestCase(310, "02 A8 FE 57", new[] { 1, -1, 341 })]
    [TestCase(310, "02 A8 FE 57 00 04 FE 03", new[] { 1, -1, 341, Missing, 511 })]
    // 1 | -1 << 10 | 511 << 20 in 30 bits: 0x1FFFFC01
    [TestCase(311, "01 FC FF 1F", new[] { 1, -1, 511 })]
    // 511 | 512 << 10: two samples, three bytes
    [TestCase(311, "01 FC FF 1F FF 01 08", new[] { 1, -1, 511, 511, Missing })]
    public void UnpacksKnownBytes(int format, string hex, int[] expected)
    {
        var files = new MemoryFileSystem { ["r.dat"] = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)) };
        files.Add("r.hea", $"r 1 500 {expected.Length}\nr.dat {format} 1000/mV 0 0 {(format == 8 ? "100" : "")}\n");

        var signal = new WfdbFormat(files).Read("r.hea").Signals[0];

        Assert.That(signal.Counts, Is.EqualTo(expected));
        Assert.That(signal.Samples, Is.EqualTo(expected.Select(count => count == Missing ? float.NaN : (float)(count / 1000.0))));
    }

    [TestCase(16, 100, 50)]
    [TestCase(24, 100, 33)]
    [TestCase(212, 99, 66)]
    [TestCase(212, 101, 67)]
    [TestCase(310, 102, 76)]
    [TestCase(310, 104, 78)]
    [TestCase(311, 102, 76)]
    [TestCase(311, 103, 77)]
    public void CountsTheSamplesThatSoManyBytesHold(int number, long bytes, long samples)
    {
        var format = SampleFormat.Find(number)!;

        Assert.That(format.SamplesIn(bytes), Is.EqualTo(samples));
        Assert.That(format.BytesFor(samples), Is.LessThanOrEqualTo(bytes));
        Assert.That(format.BytesFor(samples + 1), Is.GreaterThan(bytes));
    }

    [TestCase(212)]
    [TestCase(310)]
    [TestCase(311)]
    public void UnpacksAcrossChunksAsInOnePiece(int number)
    {
        var format = SampleFormat.Find(number)!;
        const int Frames = 30_011;
        var bytes = new byte[format.BytesFor(5L * Frames)];
        new Random(7).NextBytes(bytes);
        var files = new MemoryFileSystem { ["r.dat"] = bytes };
        files.Add("r.hea", $"r 5 500 {Frames}\n" + string.Concat(Enumerable.Repeat($"r.dat {number}\n", 5)));
        var padded = new byte[bytes.Length + 4];
        bytes.CopyTo(padded, 0);
        var packs = (5 * Frames + format.SamplesPerPack - 1) / format.SamplesPerPack;
        var whole = new int[packs * format.SamplesPerPack];
        format.Unpack(padded.AsSpan(0, packs * format.BytesPerPack), whole);

        var signals = new WfdbFormat(files).Read("r.hea").Signals;

        for (var lead = 0; lead < 5; lead++)
        {
            var column = Enumerable.Range(0, Frames).Select(t => whole[5 * t + lead]).Select(v => v == format.Missing ? Missing : v);
            Assert.That(signals[lead].Counts, Is.EqualTo(column), $"signal {lead}");
        }
    }
}
