using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Evaluation.Reconstruction;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Reconstruction;

public sealed class ReconstructionScoreTests
{
    private const int Samples = 1200;
    private const int Period = 300;
    private static readonly VisionTransformerConfiguration Encoder = new(8, 1, 2) { Leads = 2, Samples = Samples, PatchSamples = 50 };

    [TestCase(new double[] { 9, 2, 9, 9, 8, 9 }, new[] { false, true, false, false, true, false }, new double[] { 2, 2, 4, 6, 8, 8 })]
    [TestCase(new double[] { 9, 9 }, new[] { false, false }, new double[] { 0, 0 })]
    [TestCase(new double[] { 1, 5 }, new[] { true, true }, new double[] { 1, 5 })]
    public void Gaps_are_filled_linearly(double[] values, bool[] known, double[] expected)
    {
        VisibleSamples.FillGaps(values, known);
        Assert.That(values, Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void Correlation_is_over_masked_samples_alone()
    {
        float[] signal = [1, 2, 3, 100];
        Assert.That(MaskedCorrelation.Of(signal, [2, 4, 6, -7], [false, false, false, true]), Is.EqualTo(1).Within(1e-12));
        Assert.That(MaskedCorrelation.Of(signal, [3, 2, 1, 100], [false, false, false, true]), Is.EqualTo(-1).Within(1e-12));
        Assert.That(MaskedCorrelation.Of(signal, [5, 5, 5, 5], [false, false, false, true]), Is.Zero);
        Assert.That(MaskedCorrelation.Of([7, 7, 7, 1], [1, 2, 3, 4], [false, false, false, true]), Is.Null);
        Assert.That(MaskedCorrelation.Of(signal, [1, 2, 3, 4], [true, true, true, true]), Is.Null);
    }

    [Test]
    public void A_beat_that_repeats_is_filled_in_exactly()
    {
        var expected = Enumerable.Range(0, Samples).Select(t => (double)Beat(t)).ToArray();
        // Masks of 100 samples, elsewhere in each beat.
        var visible = Enumerable.Range(0, Samples).Select(t => t / Period != t % Period / 100).ToArray();
        var lead = expected.Select((value, t) => visible[t] ? value : 0).ToArray();
        MeanBeat.Fill(lead, visible, [150, 450, 750, 1050]);
        Assert.That(lead, Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void Compares_the_model_with_the_baselines_and_counts_what_cannot_be_compared()
    {
        var score = new ReconstructionScore(Encoder.Leads, Encoder.Samples, 500);
        // The two patches around every R peak are masked.
        var noise = Enumerable.Range(0, Encoder.Patches).Select(i => i % 6 is 2 or 3 ? 1.0 : i / 1000.0).ToArray();
        var mask = PatchMask.FromNoise(noise, 1, Encoder.Patches * 2 / 3);
        var visible = new bool[2 * Samples];
        mask.MarkVisible(0, Encoder, visible);
        var window = new float[2 * Samples];
        for (var t = 0; t < Samples; t++) (window[t], window[Samples + t]) = (Beat(t), 3);
        var perfect = Array.ConvertAll(window, value => 2.0 * value + 1);
        for (var i = 0; i < 5; i++) score.Add(window, perfect, visible);

        var report = score.Report(resamples: 100);
        Assert.That((report.Recordings, report.Signals, report.DegenerateSignals), Is.EqualTo((5, 5, 5)));
        Assert.That(report.Methods[0].Ncc.Low, Is.EqualTo(1).Within(1e-12));
        Assert.That(report.Methods[1].Ncc.Value, Is.LessThan(0.9));
        Assert.That(report.Differences[0].Ncc.Value, Is.EqualTo(1 - report.Methods[1].Ncc.Value).Within(1e-12));
        Assert.That(() => score.Add(window, new double[3], visible), Throws.ArgumentException);
    }

    /// <summary>A sharp QRS complex and a broad T wave.</summary>
    private static float Beat(int t)
    {
        double phase = t % Period - Period / 2;
        return (float)(Math.Exp(-phase * phase / 50) + 0.3 * Math.Exp(-(phase - 90) * (phase - 90) / 800));
    }
}
