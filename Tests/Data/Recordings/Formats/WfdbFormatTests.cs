using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Wfdb;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Recordings.Formats;

internal sealed class WfdbFormatTests
{
    private static readonly int[] Ramp = [1, 2, 3, 4, 5, 6, 7, 8];

    internal static byte[] Words(params int[] samples) => [.. samples.SelectMany(sample => BitConverter.GetBytes((short)sample))];

    private static EcgRecording Read(string header, byte[] signals, WfdbOptions? options = null)
    {
        var files = new MemoryFileSystem { ["r.dat"] = signals };
        files.Add("r.hea", header);
        return new WfdbFormat(files, options).Read("r.hea");
    }

    [Test]
    public void ConvertsVoltagesToMillivoltsAndKeepsOtherUnits()
    {
        const string Header =
            "r 3 500 1\nr.dat 16 2(10)/uV 16 0 30 30 0 I\nr.dat 16 2000(10)/mV 16 0 30 30 0 II\nr.dat 16 2(10)/mmHg 16 0 30 30 0 ABP\n";

        var signals = Read(Header, Words(30, 30, 30)).Signals;

        Assert.That(signals.Select(signal => (signal.Samples[0], signal.Units, signal.Gain)), Is.EqualTo(new (float, string, double)[]
        {
            (0.01f, "mV", 2000), (0.01f, "mV", 2000), (10, "mmHg", 2),
        }));
    }

    [Test]
    public void CountsTheSamplesInTheFileWhereTheHeaderDoesNot() =>
        Assert.That(Read("r 2 500\nr.dat 16\nr.dat 16\n", Words(1, 2, 3, 4, 5)).SampleCount, Is.EqualTo(2));

    [Test]
    public void RepeatsTheSamplesOfSlowerSignals()
    {
        var recording = Read("r 2 125 2\nr.dat 16x3\nr.dat 16\n", Words(Ramp));

        Assert.That(recording.SamplingRateHz, Is.EqualTo(375));
        Assert.That(recording.Signals[0].Counts, Is.EqualTo(new[] { 1, 2, 3, 5, 6, 7 }));
        Assert.That(recording.Signals[1].Counts, Is.EqualTo(new[] { 4, 4, 4, 8, 8, 8 }));
    }

    [Test]
    public void TakesSkewOutAfterTheChecksum()
    {
        var signals = Read("r 2 500 4\nr.dat 16:1 200 16 0 1 16\nr.dat 16 200 16 0 2 20\n", Words(Ramp)).Signals;

        Assert.That(signals[0].Counts, Is.EqualTo(new[] { 3, 5, 7, EcgSignal.MissingCount }));
        Assert.That(signals[0].Samples[3], Is.NaN);
        Assert.That(signals[1].Counts, Is.EqualTo(new[] { 2, 4, 6, 8 }));
    }

    [Test]
    public void DescribedButUnstoredSignalsAreMissing()
    {
        var signals = Read("r 2 500 2\nr.dat 16 200 16 0 1 3 0 I\n~ 0 200 16 0 0 0 0 II\n", Words(1, 2)).Signals;

        Assert.That(signals[0].Counts, Is.EqualTo(new[] { 1, 2 }));
        Assert.That(signals[1].Samples, Is.EqualTo(new[] { float.NaN, float.NaN }));
    }

    [TestCase("r 1 500 4\nr.dat 16 200 16 0 1 11 0 V1\n", "'V1' has checksum 10, the header says 11")]
    [TestCase("r 1 500 4\nr.dat 16 200 16 0 2\n", "'signal 0' starts with 1, the header's initial value is 2")]
    public void AMismatchIsAnErrorOrAWarning(string header, string reason)
    {
        var error = Assert.Throws<DataFormatException>(() => Read(header, Words(1, 2, 3, 4)))!;
        var warned = Read(header, Words(1, 2, 3, 4), new WfdbOptions { OnMismatch = WfdbMismatch.Warn });

        Assert.That(error.Path, Is.EqualTo("r.dat"));
        Assert.That(error.Reason, Does.Contain(reason));
        Assert.That(warned.Warnings, Has.One.Contains(reason));
    }

    [Test]
    public void AWrongInitialValueBesideARightChecksumIsAWarning()
    {
        var recording = Read("r 1 500 4\nr.dat 16 200 16 0 2 10 0 V1\n", Words(1, 2, 3, 4));

        Assert.That(recording.Signals[0].Counts, Is.EqualTo(new[] { 1, 2, 3, 4 }));
        Assert.That(recording.Warnings, Has.One.Contains("'V1' starts with 1, the header's initial value is 2"));
    }

    [TestCase(65535 - 2048)]
    [TestCase(65535 - 32768)]
    public void AMissingSampleCountsInTheChecksumAsStoredOrAsTheLibrarysMark(int checksum) =>
        // Format 212: -1 and -2048.
        Assert.That(Read($"r 1 500 2\nr.dat 212 200 12 0 -1 {checksum}\n", [0xFF, 0x8F, 0x00]).Signals[0].Samples[1], Is.NaN);

    [TestCase("r 1 500 5\nr.dat 16\n", "r.dat", "take 10 bytes at byte 0, only 8 are left")]
    [TestCase("r 1 500 1\nr.dat 16+100\n", "r.dat", "take 2 bytes at byte 100, only 0 are left")]
    [TestCase("r 1 500 1\nother.dat 16\n", "other.dat", "no such file")]
    [TestCase("r 1 500 1\nr.dat 516\n", "r.hea", "FLAC")]
    [TestCase("r 1 500 1\nr.dat 17\n", "r.hea", "unknown sample format 17; supported: 8, 16,")]
    [TestCase("r 2 500 1\nr.dat 16\nr.dat 212\n", "r.hea", "differs in format or offset")]
    [TestCase("r 3 500 1\nr.dat 16\nq.dat 16\nr.dat 16\n", "r.hea", "not listed one after the other")]
    [TestCase("r 0 500 1\n", "r.hea", "empty")]
    [TestCase("r 1 500\nr.dat 16+8\n", "r.hea", "empty")]
    [TestCase("r 1 500\n~ 0\n", "r.hea", "neither a number of samples")]
    [TestCase("r 1 500 1000000000\nr.dat 16\n", "r.hea", "MaximumSamples")]
    [TestCase("r 1 500 100000000\nr.dat 16\n", "r.hea", "gaps: the signal files have 8 bytes")]
    public void RefusesHeadersThatTheFilesDoNotBear(string header, string path, string reason)
    {
        var error = Assert.Throws<DataFormatException>(() => Read(header, Words(1, 2, 3, 4)))!;

        Assert.That(error.Path, Is.EqualTo(path));
        Assert.That(error.Reason, Does.Contain(reason));
    }

    [Test]
    public void RefusesTooMuchBeforeTakingMemory()
    {
        var before = GC.GetTotalAllocatedBytes();

        Assert.Throws<DataFormatException>(() => Read("r 1 500 260000000\n~ 0\n", []));

        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(1 << 20));
    }

    [Test]
    public void ReadsAMatlabMatrix() =>
        Assert.That(ReadMatlab().Signals.Select(signal => signal.Counts), Is.EqualTo(new int[][] { [1, 3], [2, 4] }));

    [TestCase(0, (byte)20, "type")]
    [TestCase(4, (byte)3, "3 × 2")]
    [TestCase(8, (byte)3, "2 × 3")]
    [TestCase(12, (byte)1, "complex")]
    [TestCase(16, (byte)5, "byte 25")]
    [TestCase(1, (byte)1, "type")]
    public void RefusesAMatlabMatrixThatContradictsTheHeader(int offset, byte value, string reason) =>
        Assert.That(() => ReadMatlab(bytes => bytes[offset] = value), Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));

    [Test]
    public void NamesALevel5MatlabFile() =>
        Assert.That(
            () => ReadMatlab(bytes => "MATLAB 5.0"u8.CopyTo(bytes)),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("-v4"));

    private static EcgRecording ReadMatlab(Action<byte[]>? damage = null)
    {
        byte[] matrix = [30, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, .. "val\0"u8, .. Words(1, 2, 3, 4)];
        damage?.Invoke(matrix);
        var files = new MemoryFileSystem { ["r.mat"] = matrix };
        files.Add("r.hea", "r 2 500 2\nr.mat 16+24 1000/mV 16 0 1 4 0 I\nr.mat 16x1+24 1000/mV 16 0 2 6 0 II\n");
        return new WfdbFormat(files).Read("r.hea");
    }
}
