using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Recordings.Formats;

/// <summary>Real recordings. That one reads at all means that the checksum of every signal agrees.</summary>
internal sealed class WfdbRecordingsTests
{
    private static EcgRecording Read(params string[] parts) => new WfdbFormat().Read(SharedData.Require(["data", .. parts]));

    private static EcgRecording ReadSample(string name) => Read("formats", "wfdb_python", name + ".hea");

    private static void AssertRefused(string name, string reason)
    {
        var path = SharedData.Require("data", "formats", "wfdb_python", name + ".hea");
        Assert.That(() => new WfdbFormat().Read(path), Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));
    }

    [TestCase("ptbxl_biolabsel", 160)]
    [TestCase("ludb_byschii", 50)]
    [TestCase("challenge2020_2021", 82)]
    public void EveryRecordOfASetReadsWithAllTwelveLeads(string set, int records)
    {
        var entries = EcgFolder.Enumerate(SharedData.Require("data", "ecg", set));

        Assert.That(entries, Has.Count.EqualTo(records));
        foreach (var entry in entries)
        {
            using var file = entry.Format.Open(entry.Path);
            var recording = file.Read(0);
            var rows = LeadMap.Arrange(recording);
            Assert.That(rows, Has.All.Length.EqualTo(recording.SampleCount), entry.Path);
            Assert.That(
                recording.SamplingRateHz,
                Is.EqualTo(entry.Path.Contains("records100", StringComparison.Ordinal) ? 100 : 500), entry.Path);
            Assert.That(SignalQuality.Assess(recording).EinthovenResidualOfCounts, Is.LessThan(0.05), entry.Path);
        }
    }

    [TestCase("100", 2, 650000, 360)]
    [TestCase("310derive", 2, 1026, 250)]
    [TestCase("a103l", 3, 82500, 250)]
    [TestCase("binformats", 10, 499, 200)]
    [TestCase("s0010_re", 15, 38400, 1000)]
    [TestCase("test01_00s", 4, 4000, 500)]
    [TestCase("test01_00s_skew", 4, 4000, 500)]
    public void EverySampleRecordReads(string name, int signals, int samples, double rate)
    {
        var recording = ReadSample(name);

        Assert.That((recording.Signals.Count, recording.SampleCount, recording.SamplingRateHz), Is.EqualTo((signals, samples, rate)));
    }

    [Test]
    public void TheSameRampReadsTheSameInEveryFormat()
    {
        var counts = ReadSample("binformats").Signals.Select(signal => signal.Counts!).ToArray();

        // Signals 2 and 4 (formats 61 and 160) are signal 1 (format 16) shifted by a constant.
        Assert.That(counts[2], Is.EqualTo(counts[1].Select(count => count + 1)));
        Assert.That(counts[4], Is.EqualTo(counts[1].Select(count => count + 3)));
        // All but format 8 are ramps that wrap: two different steps at most.
        foreach (var signal in counts[1..])
            Assert.That(signal.Zip(signal.Skip(1), (a, b) => (long)b - a).Distinct().Count(), Is.EqualTo(2));
    }

    [TestCase("test01_00s_frame")]
    [TestCase("test01_00s_skewframe")]
    public void WarnsOfAHeaderThatWasEditedByHand(string name) =>
        // The third signal line kept the initial value of the signal that was cut out; its checksum is the right one.
        Assert.That(ReadSample(name).Warnings, Has.One.Contains("starts with -66, the header's initial value is -57"));

    [Test]
    public void FramesAndSkewShowTheSameSamples()
    {
        var plain = ReadSample("test01_00s").Signals.Select(signal => signal.Counts!).ToArray();
        var skewed = ReadSample("test01_00s_skew").Signals.Select(signal => signal.Counts!).ToArray();
        var both = ReadSample("test01_00s_skewframe").Signals.Select(signal => signal.Counts!).ToArray();
        var framed = ReadSample("test01_00s_frame").Signals.Select(signal => signal.Counts!).ToArray();

        Assert.That(skewed[0], Is.EqualTo(plain[0]));
        Assert.That(skewed[1][..^3], Is.EqualTo(plain[1][3..]));
        Assert.That(skewed[1][^3..], Has.All.EqualTo(EcgSignal.MissingCount));
        // The second signal of the framed record is the second and third of the plain one in turn; the others stay for two samples.
        Assert.That(framed[1], Is.EqualTo(plain[1].Zip(plain[2]).SelectMany(pair => new[] { pair.First, pair.Second })));
        Assert.That(framed[0], Is.EqualTo(plain[0].SelectMany(count => new[] { count, count })));
        Assert.That(framed[2], Is.EqualTo(plain[3].SelectMany(count => new[] { count, count })));
        // A skew counts frames, here of two samples.
        Assert.That(both[0][..^6], Is.EqualTo(framed[0][6..]));
        Assert.That(both[1], Is.EqualTo(framed[1]));
    }

    [Test]
    public void ASegmentedRecordIsItsSegmentsInARow()
    {
        string[] folder = ["formats", "wfdb_python", "multi-segment", "041s"];

        var whole = Read([.. folder, "041s.hea"]);
        var first = Read([.. folder, "041s01.hea"]);
        var second = Read([.. folder, "041s02.hea"]);

        Assert.That((whole.SamplingRateHz, whole.SampleCount), Is.EqualTo((500.0, 8000)));
        Assert.That(whole.Signals[3].Units, Is.EqualTo("mmHg"));
        for (var i = 0; i < 7; i++)
            Assert.That(whole.Signals[i].Samples, Is.EqualTo(first.Signals[i].Samples.Concat(second.Signals[i].Samples)), $"signal {i}");
        var entries = EcgFolder.Enumerate(SharedData.Require("data", "formats", "wfdb_python", "multi-segment"));
        Assert.That(entries.Select(entry => Path.GetFileName(entry.Path)), Is.EqualTo(new[] { "041s.hea" }));
    }

    [Test]
    public void KnowsWhatTheHeadersSayOfThePerson()
    {
        var ptb = ReadSample("s0010_re").Subject;
        var ludb = Read("ecg", "ludb_byschii", "data", "17.hea").Subject;
        var challenge = Read("ecg", "challenge2020_2021", "chapman_ningbo", "JS20018.hea").Subject;

        Assert.That((ptb.AgeYears, ptb.Sex, ptb.Diagnoses[0]), Is.EqualTo((81.0, Sex.Female, "Myocardial infarction")));
        Assert.That((ludb.AgeYears, ludb.Sex, ludb.Diagnoses[1]), Is.EqualTo((71.0, Sex.Female, "Electric axis of the heart: normal")));
        Assert.That((challenge.AgeYears, challenge.Sex, challenge.Diagnoses[0]), Is.EqualTo((86.0, Sex.Male, "284470004")));
    }

    [Test]
    public void AFlippedBitInARealRecordIsFound()
    {
        var header = SharedData.Require("data", "formats", "wfdb_python", "100.hea");
        var files = new MemoryFileSystem
        {
            ["100.hea"] = File.ReadAllBytes(header),
            ["100.dat"] = File.ReadAllBytes(Path.ChangeExtension(header, ".dat")),
        };
        files["100.dat"][900_000] ^= 4;

        Assert.That(
            () => new WfdbFormat(files).Read("100.hea"),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("has checksum"));
    }

    [Test]
    public void SaysThatFlacIsNotRead() => AssertRefused("flacformats", "FLAC");
}
