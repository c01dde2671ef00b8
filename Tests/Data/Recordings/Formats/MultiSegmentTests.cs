using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Recordings.Formats;

internal sealed class MultiSegmentTests
{
    private const int Missing = EcgSignal.MissingCount;

    private static MemoryFileSystem TwoSegments(string master) => new()
    {
        ["r.hea"] = System.Text.Encoding.UTF8.GetBytes(master),
        ["layout.hea"] = "layout 2 500 0\n~ 0 1000/mV 16 0 0 0 0 I\n~ 0 1000/mV 16 0 0 0 0 II\n"u8.ToArray(),
        ["a.hea"] = "a 2 500 2\na.dat 16 1000/mV 16 0 1 4 0 I\na.dat 16 1000/mV 16 0 2 6 0 II\n# Age: 40\n"u8.ToArray(),
        ["a.dat"] = WfdbFormatTests.Words(1, 2, 3, 4),
        ["b.hea"] = "b 1 500 3\nb.dat 16 500/mV 16 0 7 24 0 II\n"u8.ToArray(),
        ["b.dat"] = WfdbFormatTests.Words(7, 8, 9),
        ["c.hea"] = "c 2 500 1\na.dat 16 1000/mV 16 0 1 1 0 I\na.dat 16 1000/mV 16 0 2 2 0 II\n"u8.ToArray(),
        ["nested.hea"] = "nested/1 2 500 2\na 2\n"u8.ToArray(),
        ["slow.hea"] = "slow 2 250 2\na.dat 16\na.dat 16\n"u8.ToArray(),
        ["alien.hea"] = "alien 1 500 2\na.dat 16 1000/mV 16 0 1 3 0 V9\n"u8.ToArray(),
    };

    [Test]
    public void JoinsSegmentsOfAFixedLayout()
    {
        var recording = new WfdbFormat(TwoSegments("r/2 2 500 3\na 2\nc 1\n")).Read("r.hea");

        Assert.That(recording.Signals.Select(signal => signal.Counts), Is.EqualTo(new int[][] { [1, 3, 1], [2, 4, 2] }));
        Assert.That(recording.Subject.AgeYears, Is.EqualTo(40));
    }

    [Test]
    public void PlacesSegmentsOfAVariableLayoutByNameWithGapsBetween()
    {
        var signals = new WfdbFormat(TwoSegments("r/4 2 500 6\nlayout 0\na 2\n~ 1\nb 3\n")).Read("r.hea").Signals;

        Assert.That(signals[0].Counts, Is.EqualTo(new[] { 1, 3, Missing, Missing, Missing, Missing }));
        // Segment b has another gain: the millivolts are right, counts of two meanings are not given.
        Assert.That(signals[1].Samples, Is.EqualTo(new[] { 0.002f, 0.004f, float.NaN, 0.014f, 0.016f, 0.018f }));
        Assert.That(signals[1].Counts, Is.Null);
    }

    [TestCase("r/2 2 500 4\na 2\nc 1\n", "3 samples in total, the record line says 4")]
    [TestCase("r/1 2 500 3\na 3\n", "the segment has 2 samples, the record's header says 3")]
    [TestCase("r/1 2 500 2\nnested 2\n", "must not have segments")]
    [TestCase("r/1 2 500 2\nslow 2\n", "250 Hz")]
    [TestCase("r/1 3 500 2\na 2\n", "2 signals, the record 3")]
    [TestCase("r/2 2 500 2\nlayout 0\nalien 2\n", "the record's layout has no signal 'V9'")]
    [TestCase("r/1 2 500 2\nnowhere 2\n", "no such file")]
    [TestCase("r/1 2 500 2\n~ 2\n", "no segment with signals")]
    [TestCase("r/3 2 500\nlayout 0\na 2\n~ 90000000\n", "almost all of them gaps")]
    public void RefusesSegmentsThatDoNotFit(string master, string reason) =>
        Assert.That(
            () => new WfdbFormat(TwoSegments(master)).Read("r.hea"),
            Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));
}
