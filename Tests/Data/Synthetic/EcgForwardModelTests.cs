using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Data.Synthetic.Hearts;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Synthetic;

internal sealed class EcgForwardModelTests
{
    private static readonly VirtualHeart[] Hearts = [.. Enumerable.Range(0, 400).Select(Heart)];

    [TestCase(Conduction.LeftBundleBranchBlock)]
    [TestCase(Conduction.RightBundleBranchBlock)]
    public void A_bundle_branch_block_widens_QRS(Conduction conduction)
    {
        var normal = Hearts.Take(40).Select((heart, i) => QrsMs(Still(With(heart, Conduction.Normal), i)));
        var blocked = Hearts.Take(40).Select((heart, i) => QrsMs(Still(With(heart, conduction), i)));
        Assert.That(normal.Average(), Is.InRange(75, 112));
        Assert.That(blocked.Average(), Is.GreaterThan(normal.Average() + 30));
        Assert.That(blocked.Min(), Is.GreaterThan(100));
    }

    [Test]
    public void Blocks_look_like_themselves()
    {
        foreach (var (heart, i) in Hearts.Take(20).Select((heart, i) => (heart, i)))
        {
            var left = Still(With(heart, Conduction.LeftBundleBranchBlock), i);
            var right = Still(With(heart, Conduction.RightBundleBranchBlock), i);
            // Left: QS or rS in V1, no q in V6, T against QRS. Right: a late R' in V1 and a wide S in V6.
            Assert.That(-Extreme(left, Lead.V1, -60, 90).Low, Is.GreaterThan(2 * Extreme(left, Lead.V1, -60, 90).High));
            Assert.That(Extreme(left, Lead.V6, 180, 450).Low, Is.LessThan(-0.03));
            Assert.That(Extreme(right, Lead.V1, 10, 90).High, Is.GreaterThan(0.1));
            Assert.That(Extreme(right, Lead.V6, 10, 90).Low, Is.LessThan(-0.05));
        }
    }

    [Test]
    public void Voltage_grows_with_mass_and_shrinks_with_fat()
    {
        double[] Of(Func<VirtualHeart, int, double> value) => [.. Hearts.Select(value)];
        var size = Of((heart, i) => EcgForwardModel.Of(heart, Draws(i)).QrsMillivolts);
        var mass = Of((heart, _) => heart.Left.Shape.MassGrams);
        Assert.That(Correlation(size, mass), Is.InRange(0.5, 0.9));
        var seen = Of((heart, i) => EcgForwardModel.Torso(heart.Person, Draws(i)).Views[5].X);
        Assert.That(Correlation(seen, Of((heart, _) => heart.Person.BodyMassIndex)), Is.InRange(-0.9, -0.4));
    }

    [Test]
    public void Atrial_fibrillation_is_irregular()
    {
        foreach (var (heart, i) in Hearts.Take(20).Select((heart, i) => (heart, i)))
        {
            Assert.That(Irregularity(heart with { Illness = heart.Illness with { FibrillatesNow = true } }, i), Is.GreaterThan(0.08));
            Assert.That(Irregularity(heart with { Illness = heart.Illness with { FibrillatesNow = false } }, i), Is.LessThan(0.08));
        }
    }

    [TestCase(Territory.Lad, Lead.V3)]
    [TestCase(Territory.Rca, Lead.aVF)]
    [TestCase(Territory.Lcx, Lead.V6)]
    public void An_infarct_takes_R_and_T_from_the_leads_that_face_it(Territory territory, Lead lead)
    {
        foreach (var (heart, i) in Hearts.Take(20).Select((heart, i) => (heart, i)))
        {
            var healthy = Still(heart with { Illness = new Illness() }, i);
            var ill = Still(heart with { Illness = new Illness { Territory = territory, Severity = 0.9 } }, i);
            Assert.That(Mean(ill, lead, -30, 0), Is.LessThan(Mean(healthy, lead, -30, 0)));
            Assert.That(Extreme(ill, lead, 150, 400).High, Is.LessThan(Extreme(healthy, lead, 150, 400).High));
        }
    }

    [Test]
    public void A_torso_changes_every_lead_but_not_the_laws_of_the_limb_leads()
    {
        var model = EcgForwardModel.Of(Hearts[0], Draws(0)) with { Noise = EcgNoise.None };
        var mean = SyntheticEcg.Record(model, 1);
        var own = SyntheticEcg.Record(model, 1, field: EcgForwardModel.Torso(Hearts[0].Person, Draws(1)));
        for (var lead = 0; lead < LeadMap.LeadCount; lead++)
            Assert.That(own.Signals[lead].Samples, Is.Not.EqualTo(mean.Signals[lead].Samples).Within(0.001f));
        Assert.That(SignalQuality.Assess(own).EinthovenResidual, Is.LessThan(1e-6));
    }

    private static VirtualHeart Heart(int number) => VirtualHeart.Random(Draws(number));

    private static CounterDraws Draws(int number)
    {
        var draws = new CounterDraws(8);
        draws.Restart(0, number, 3);
        return draws;
    }

    private static VirtualHeart With(VirtualHeart heart, Conduction conduction) =>
        heart with { Illness = new Illness { Conduction = conduction } };

    private static EcgRecording Still(VirtualHeart heart, int number) =>
        SyntheticEcg.Record(EcgForwardModel.Of(heart, Draws(number)) with { Noise = EcgNoise.None }, 1, number);

    private static int[] RPeaks(EcgRecording recording) =>
        QrsDetector.RPeaks([.. recording.Signals.SelectMany(signal => signal.Samples)], LeadMap.LeadCount, recording.SamplingRateHz);

    /// <summary>Lowest and highest of the mean beat between two times after the R peak, in milliseconds.</summary>
    private static (double Low, double High) Extreme(EcgRecording recording, Lead lead, int fromMs, int toMs)
    {
        var beat = Beat(recording, lead, fromMs, toMs);
        return (beat.Min(), beat.Max());
    }

    private static double Mean(EcgRecording recording, Lead lead, int fromMs, int toMs) => Beat(recording, lead, fromMs, toMs).Average();

    private static double[] Beat(EcgRecording recording, Lead lead, int fromMs, int toMs)
    {
        var samples = recording.Signals[(int)lead].Samples;
        var peaks = RPeaks(recording).Where(peak => peak > 100 && peak < samples.Length - 300).ToArray();
        return [.. Enumerable.Range(fromMs / 2, (toMs - fromMs) / 2).Select(t => peaks.Average(peak => samples[peak + t]))];
    }

    /// <summary>How long some lead is steep around the R peak.</summary>
    private static double QrsMs(EcgRecording recording)
    {
        var peaks = RPeaks(recording).Where(peak => peak > 100 && peak < recording.SampleCount - 300).ToArray();
        double Steepness(int t) => recording.Signals.Max(signal =>
            Math.Abs(peaks.Average(peak => signal.Samples[peak + t + 1] - signal.Samples[peak + t - 1])));
        var steep = Enumerable.Range(-60, 140).Where(t => Steepness(t) > 0.025).ToArray();
        return 2 * (steep[^1] - steep[0]);
    }

    private static double Irregularity(VirtualHeart heart, int number)
    {
        var peaks = RPeaks(SyntheticEcg.Record(EcgForwardModel.Of(heart, Draws(number)), 1, number, seconds: 30));
        var intervals = peaks.Zip(peaks.Skip(1), (a, b) => (double)(b - a)).ToArray();
        var mean = intervals.Average();
        return Math.Sqrt(intervals.Average(interval => (interval - mean) * (interval - mean))) / mean;
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var products = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return products / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
