using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Data.Synthetic;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Signals;

public sealed class QrsDetectorTests
{
    [TestCase(42, false)]
    [TestCase(65, false)]
    [TestCase(150, false)]
    [TestCase(90, true)]
    public void Finds_every_beat_of_a_synthetic_heart(double heartRate, bool fibrillation)
    {
        var model = new EcgModel { Rhythm = new HeartRhythm { HeartRateBpm = heartRate, AtrialFibrillation = fibrillation } };
        for (var number = 0; number < 3; number++)
        {
            var draws = new CounterDraws(5);
            draws.Restart(0, number, 0);
            var expected = model.Rhythm.RPeaks(draws, 10).Where(time => time is > 0.1 and < 9.9).ToArray();
            var found = Detect(SyntheticEcg.Record(model, seed: 5, number)).Select(peak => peak / 500.0)
                .Where(time => time is > 0.05 and < 9.95).ToArray();

            Assert.That(expected.Count(time => found.Any(peak => Math.Abs(peak - time) < 0.05)), Is.EqualTo(expected.Length));
            Assert.That(found.Count(peak => !expected.Any(time => Math.Abs(peak - time) < 0.05)), Is.LessThanOrEqualTo(2));
        }
    }

    [Test]
    public void Agrees_with_the_annotations_of_cardiologists()
    {
        var folder = SharedData.Require("data", "ecg", "ludb_byschii", "data");
        var (annotated, missed, found, wrong) = (0, 0, 0, 0);
        foreach (var path in Directory.GetFiles(folder, "*.hea").Order(StringComparer.Ordinal))
        {
            var recording = EcgFormats.Default.Read(path);
            var truth = Beats(Path.ChangeExtension(path, ".ii"));
            if (truth.Count == 0) continue;
            // The first and last beats of a recording are not annotated.
            var peaks = Detect(recording).Where(peak => peak >= truth[0] - 75 && peak <= truth[^1] + 75).ToArray();
            annotated += truth.Count;
            found += peaks.Length;
            missed += truth.Count(beat => !peaks.Any(peak => Near(peak, beat)));
            wrong += peaks.Count(peak => !truth.Any(beat => Near(peak, beat)));
        }
        TestContext.Out.WriteLine($"{annotated} beats, {missed} missed; {found} found, {wrong} wrong");
        Assert.That(annotated, Is.GreaterThan(400));
        Assert.That((double)missed / annotated, Is.LessThan(0.01));
        Assert.That((double)wrong / found, Is.LessThan(0.01));

        static bool Near(int peak, int beat) => Math.Abs(peak - beat) <= 0.075 * 500;
    }

    [Test]
    public void Heart_rates_of_real_recordings_are_possible()
    {
        var sources = EcgSources.InFolder(SharedData.Require("data", "ecg", "ptbxl_biolabsel", "records100"));
        foreach (var source in sources.Where((_, i) => i % 10 == 0))
        {
            var recording = source.Read();
            var peaks = Detect(recording);
            Assert.That(peaks.Length, Is.GreaterThanOrEqualTo(3), recording.Name);
            var rate = 60 * recording.SamplingRateHz * (peaks.Length - 1) / (peaks[^1] - peaks[0]);
            Assert.That(rate, Is.InRange(30, 200), recording.Name);
        }
    }

    [Test]
    public void Finds_nothing_in_nothing()
    {
        Assert.That(QrsDetector.RPeaks(new float[12 * 1000], 12, 500), Is.Empty);
        Assert.That(QrsDetector.RPeaks([], 12, 500), Is.Empty);
        Assert.That(() => QrsDetector.RPeaks(new float[10], 3, 500), Throws.ArgumentException);
        Assert.That(() => QrsDetector.RPeaks(new float[12], 3, 10), Throws.ArgumentException.With.Message.Contains("10 Hz"));
    }

    private static int[] Detect(EcgRecording recording) =>
        QrsDetector.RPeaks(LeadMap.Arrange(recording).SelectMany(row => row).ToArray(), LeadMap.LeadCount, recording.SamplingRateHz);

    /// <summary>The places of the code N in a WFDB annotation file: pairs of bytes, 6 bits of code over 10 bits of distance.</summary>
    private static List<int> Beats(string path)
    {
        const int Normal = 1, Skip = 59, Auxiliary = 63;
        var bytes = File.ReadAllBytes(path);
        var beats = new List<int>();
        var time = 0;
        for (var at = 0; at + 1 < bytes.Length; at += 2)
        {
            var (code, distance) = (bytes[at + 1] >> 2, (bytes[at + 1] & 3) << 8 | bytes[at]);
            if (code == 0 && distance == 0) break;
            if (code == Skip)
            {
                time += (bytes[at + 3] << 8 | bytes[at + 2]) << 16 | bytes[at + 5] << 8 | bytes[at + 4];
                at += 4;
            }
            else if (code == Auxiliary) at += distance + distance % 2;
            else if (code < Skip)
            {
                time += distance;
                if (code == Normal) beats.Add(time);
            }
        }
        return beats;
    }
}
