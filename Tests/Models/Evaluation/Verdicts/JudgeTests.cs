using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Evaluation.Reconstruction;
using EcgCmrNative.Models.Evaluation.Retrieval;
using EcgCmrNative.Models.Evaluation.Verdicts;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Verdicts;

public sealed class JudgeTests
{
    [TestCase(0.6, 0.7, true, Verdict.Better)]
    [TestCase(0.6, 0.7, false, Verdict.Worse)]
    [TestCase(0.4, 0.7, true, Verdict.NotShown)]
    [TestCase(0.5, 0.7, true, Verdict.NotShown)]
    [TestCase(0.2, 0.4, true, Verdict.Worse)]
    [TestCase(0.2, 0.4, false, Verdict.Better)]
    [TestCase(double.NaN, double.NaN, true, Verdict.Unknown)]
    public void An_interval_is_better_only_as_a_whole(double low, double high, bool higherIsBetter, Verdict expected) =>
        Assert.That(Judge.Of(low, high, 0.5, higherIsBetter), Is.EqualTo(expected));

    [Test]
    public void Only_the_main_metric_of_a_target_decides()
    {
        var report = new PredictionReport(
            [
                new EvaluatedMetric("sex", "auroc", 0.7, 0.6, 0.8, 100, 50, 0),
                new EvaluatedMetric("sex", "auprc", 0.7, 0.1, 0.8, 100, 50, 0),
                new EvaluatedMetric("mass", "r2", 0.01, -0.2, 0.1, 100, null, 0),
                new EvaluatedMetric("mass", "pcc", 0.5, 0.4, 0.6, 100, null, 0),
                new EvaluatedMetric("death", "concordance", 0.3, 0.2, 0.4, 100, 9, 0),
                new EvaluatedMetric(null, "auroc", 0.7, 0.6, 0.8, 100, 50, 0),
            ],
            []);
        Assert.That(
            Judge.OfPredictions(report).Select(target => (target.Metric.Label, target.Verdict)),
            Is.EqualTo([("sex", Verdict.Better), ("mass", Verdict.NotShown), ("death", Verdict.Worse)]));
    }

    /// <summary>Random embeddings find each other by chance; equal ones better.</summary>
    [Test]
    public void Retrieval_is_compared_with_chance()
    {
        var draws = new Philox(1);
        var (one, other) = (Embeddings(), Embeddings());
        var chance = PartnerRanks.Of(new UnitEmbeddings(one, 8), new UnitEmbeddings(other, 8)).MedianRankInterval();
        var same = PartnerRanks.Of(new UnitEmbeddings(one, 8), new UnitEmbeddings(one, 8)).MedianRankInterval();
        Assert.That(Judge.OfRetrieval(chance, 60), Is.EqualTo(Verdict.NotShown));
        Assert.That(Judge.OfRetrieval(same, 60), Is.EqualTo(Verdict.Better));

        float[] Embeddings() => [.. Enumerable.Range(0, 60 * 8).Select(_ => (float)draws.NextNormal())];
    }

    [Test]
    public void A_model_that_repeats_the_recording_beats_the_mean_beat_and_noise_does_not()
    {
        var draws = new Philox(2);
        var (good, bad) = (new ReconstructionScore(1, 500, 100), new ReconstructionScore(1, 500, 100));
        for (var recording = 0; recording < 6; recording++)
        {
            var window = Enumerable.Range(0, 500).Select(i =>
                (float)(Math.Exp(-Math.Pow(i % 80 - 40, 2) / 8) + 0.3 * draws.NextNormal())).ToArray();
            var visible = Enumerable.Range(0, 500).Select(i => i / 25 % 2 == 0).ToArray();
            good.Add(window, Array.ConvertAll(window, value => (double)value), visible);
            bad.Add(window, [.. window.Select(_ => draws.NextNormal())], visible);
        }
        Assert.That(Judge.OfReconstruction(good.Report(200)), Is.EqualTo(Verdict.Better));
        Assert.That(Judge.OfReconstruction(bad.Report(200)), Is.EqualTo(Verdict.Worse));
    }

    [Test]
    public void One_recording_or_person_gives_no_interval_and_no_verdict()
    {
        var interval = BootstrapInterval.Of(1, _ => 7);
        Assert.That(interval.Value, Is.EqualTo(7));
        Assert.That((interval.Low, interval.High), Is.EqualTo((double.NaN, double.NaN)));
        Assert.That(Judge.Of(interval.Low, interval.High, 0), Is.EqualTo(Verdict.Unknown));
    }
}
