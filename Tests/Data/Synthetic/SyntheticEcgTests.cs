using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Synthetic;

public class SyntheticEcgTests
{
    private static readonly EcgModel Quiet = new() { Noise = EcgNoise.None };

    [Test]
    public void The_same_heart_and_number_give_the_same_samples()
    {
        var first = SyntheticEcg.Record(new EcgModel(), 4, 2);
        var again = SyntheticEcg.Record(new EcgModel(), 4, 2);
        var other = SyntheticEcg.Record(new EcgModel(), 4, 3);
        Assert.That(SamplesOf(again, Lead.V2), Is.EqualTo(SamplesOf(first, Lead.V2)));
        Assert.That(SamplesOf(other, Lead.V2), Is.Not.EqualTo(SamplesOf(first, Lead.V2)));
    }

    [Test]
    public void Is_a_sound_recording()
    {
        for (var i = 0; i < 20; i++)
        {
            var recording = SyntheticEcg.Record(Random(i), 1, i);
            Assert.That((recording.SamplingRateHz, recording.SampleCount, recording.Signals.Count), Is.EqualTo((500.0, 5000, 12)));
            var quality = SignalQuality.Assess(recording);
            Assert.That(quality.IsClean, Is.True);
            Assert.That(quality.EinthovenResidual, Is.LessThan(1e-6));
            Assert.That(recording.Signals.SelectMany(signal => signal.Samples), Is.All.InRange(-4f, 4f));
        }
    }

    [Test]
    public void Goldberger_leads_follow_from_the_limbs()
    {
        var recording = SyntheticEcg.Record(new EcgModel(), 1);
        float[] i = recording.Signals[0].Samples, ii = recording.Signals[1].Samples;
        for (var t = 0; t < i.Length; t++)
        {
            Assert.That(recording.Signals[3].Samples[t], Is.EqualTo(-(i[t] + ii[t]) / 2).Within(1e-6));
            Assert.That(recording.Signals[4].Samples[t], Is.EqualTo(i[t] - ii[t] / 2).Within(1e-6));
            Assert.That(recording.Signals[5].Samples[t], Is.EqualTo(ii[t] - i[t] / 2).Within(1e-6));
        }
    }

    [TestCase(50)]
    [TestCase(72)]
    [TestCase(110)]
    public void Beats_as_fast_as_it_is_told(double bpm)
    {
        var peaks = RPeaks(SyntheticEcg.Record(Quiet with { Rhythm = new HeartRhythm { HeartRateBpm = bpm } }, 1, seconds: 60));
        Assert.That(60 / Intervals(peaks).Average(), Is.EqualTo(bpm).Within(3).Percent);
    }

    [Test]
    public void Atrial_fibrillation_is_irregular_and_has_no_P_waves()
    {
        var regular = SyntheticEcg.Record(Quiet, 2, seconds: 60);
        var fibrillating = SyntheticEcg.Record(Quiet with { Rhythm = new HeartRhythm { AtrialFibrillation = true } }, 2, seconds: 60);
        Assert.That(Variability(regular), Is.InRange(0.01, 0.06));
        Assert.That(Variability(fibrillating), Is.InRange(0.12, 0.3));
        // Averaged over beats, fibrillatory waves vanish and P waves stay: 0.1 s before R, against the level 0.25 s before it.
        Assert.That(Bump(regular), Is.GreaterThan(0.08));
        Assert.That(Bump(fibrillating), Is.EqualTo(0).Within(0.03));
        static double Bump(EcgRecording recording) => Beat(recording, Lead.II, -0.131) - Beat(recording, Lead.II, -0.26);
    }

    [TestCase(-30)]
    [TestCase(10)]
    [TestCase(50)]
    [TestCase(90)]
    public void The_axis_is_the_one_it_is_told(double degrees)
    {
        var recording = SyntheticEcg.Record(Quiet with { QrsAxisDegrees = degrees }, 1);
        var area = ((Lead[])[Lead.I, Lead.aVF])
            .Select(lead => Enumerable.Range(-25, 50).Sum(t => Beat(recording, lead, t / 500.0))).ToArray();
        var axis = Math.Atan2(area[1] * 2 / Math.Sqrt(3), area[0]) * 180 / Math.PI;
        Assert.That(axis, Is.EqualTo(degrees).Within(15));
    }

    [Test]
    public void R_grows_from_V1_to_V5_and_S_is_deep_in_V2()
    {
        var recording = SyntheticEcg.Record(Quiet, 1);
        float Highest(Lead lead) => SamplesOf(recording, lead).Max();
        Assert.That(Highest(Lead.V1), Is.LessThan(Highest(Lead.V3)));
        Assert.That(Highest(Lead.V3), Is.LessThan(Highest(Lead.V5)));
        Assert.That(SamplesOf(recording, Lead.V2).Min(), Is.LessThan(-0.5));
        Assert.That(SamplesOf(recording, Lead.aVR).Max(), Is.LessThan(0.3));
    }

    [Test]
    public void Parameters_move_what_they_name()
    {
        const double St = 0.1;
        var normal = SyntheticEcg.Record(Quiet, 1);
        double At(EcgModel model, double seconds) => Beat(SyntheticEcg.Record(model, 1), Lead.V3, seconds);
        Assert.That(At(Quiet with { St = new Dipole(0, 0, -0.3) }, St) - At(Quiet, St), Is.EqualTo(0.3 * 1.277).Within(0.1));
        Assert.That(At(Quiet with { TMillivolts = -0.36 }, 0.28), Is.LessThan(-0.15));
        Assert.That(At(Quiet, 0.28), Is.GreaterThan(0.15));
        Assert.That(Width(SyntheticEcg.Record(Quiet with { QrsMs = 140 }, 1)) / Width(normal), Is.EqualTo(140 / 92.0).Within(0.2));
        static double Width(EcgRecording recording) =>
            Enumerable.Range(-60, 120).Count(t => Math.Abs(Beat(recording, Lead.V5, t / 1000.0)) > 0.1) / 1000.0;
    }

    [Test]
    public void Mains_hum_is_where_it_is_told()
    {
        var still = Quiet with { PMillivolts = 0, QrsMillivolts = 0, TMillivolts = 0 };
        var recording = SyntheticEcg.Record(still with { Noise = EcgNoise.None with { MainsMillivolts = 0.1, MainsHz = 60 } }, 1);
        var samples = SamplesOf(recording, Lead.V4);
        double Power(double hertz) => System.Numerics.Complex.Abs(samples.Select((x, t) =>
            x * System.Numerics.Complex.FromPolarCoordinates(1, -Math.Tau * hertz * t / 500)).Aggregate((a, b) => a + b)) / samples.Length;
        Assert.That(Power(60), Is.GreaterThan(0.02));
        Assert.That(Power(50), Is.LessThan(1e-4));
    }

    private static EcgModel Random(int number)
    {
        var draws = new CounterDraws(11);
        draws.Restart(0, number, 0);
        return EcgModel.Random(draws);
    }

    private static float[] SamplesOf(EcgRecording recording, Lead lead) => recording.Signals[(int)lead].Samples;

    /// <summary>Lead V5 is highest at each R.</summary>
    private static int[] RPeaks(EcgRecording recording)
    {
        var samples = SamplesOf(recording, Lead.V5);
        var threshold = 0.5 * samples.Max();
        return [.. Enumerable.Range(60, samples.Length - 120)
            .Where(t => samples[t] > threshold && samples[t] == samples[(t - 60)..(t + 61)].Max())];
    }

    private static double[] Intervals(int[] peaks) => [.. peaks.Zip(peaks.Skip(1), (a, b) => (b - a) / 500.0)];

    private static double Variability(EcgRecording recording)
    {
        var intervals = Intervals(RPeaks(recording));
        var mean = intervals.Average();
        return Math.Sqrt(intervals.Average(x => (x - mean) * (x - mean))) / mean;
    }

    /// <summary>The mean beat, at a time after R.</summary>
    private static double Beat(EcgRecording recording, Lead lead, double seconds)
    {
        var samples = SamplesOf(recording, lead);
        var offset = (int)Math.Round(seconds * 500);
        return RPeaks(recording).Select(peak => peak + offset).Where(t => t >= 0 && t < samples.Length).Average(t => samples[t]);
    }
}
