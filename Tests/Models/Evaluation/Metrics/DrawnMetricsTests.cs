using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Models.Evaluation.Metrics;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Metrics;

/// <summary>What reports draw: curves, agreement, histograms.</summary>
public sealed class DrawnMetricsTests
{
    [Test]
    public void Curves_are_those_of_scikit_learn()
    {
        var draws = new Philox(1);
        var truth = Enumerable.Range(0, 90).Select(_ => draws.NextBernoulli(0.3)).ToArray();
        // Rounded, so that there are ties.
        var scores = truth.Select(isPositive => Math.Round(draws.NextNormal() + (isPositive ? 1 : 0), 1)).ToArray();
        var ranked = new RankedScores(truth, scores);
        var theirs = ScikitLearn.Run(
            """
            from sklearn.metrics import roc_curve, precision_recall_curve
            fpr, tpr, _ = roc_curve(truth, scores, drop_intermediate=False)
            precision, recall, _ = precision_recall_curve(truth, scores)
            result.update(fpr=fpr, tpr=tpr, precision=precision[:-1][::-1], recall=recall[:-1][::-1])
            """,
            new Dictionary<string, double[]> { ["truth"] = [.. truth.Select(value => value ? 1.0 : 0)], ["scores"] = scores });
        var (roc, curve) = (RankingCurves.Roc(ranked), RankingCurves.PrecisionRecall(ranked));
        Assert.That(roc.Select(point => point.X), Is.EqualTo(theirs["fpr"]).Within(1e-12));
        Assert.That(roc.Select(point => point.Y), Is.EqualTo(theirs["tpr"]).Within(1e-12));
        Assert.That(curve.Select(point => point.X), Is.EqualTo(theirs["recall"]).Within(1e-12));
        Assert.That(curve.Select(point => point.Y), Is.EqualTo(theirs["precision"]).Within(1e-12));
    }

    [Test]
    public void A_curve_of_many_points_keeps_its_ends()
    {
        var draws = new Philox(2);
        var truth = Enumerable.Range(0, 5000).Select(i => i % 2 == 0).ToArray();
        var roc = RankingCurves.Roc(new RankedScores(truth, [.. truth.Select(_ => draws.NextNormal())]), 50);
        Assert.That(roc, Has.Count.EqualTo(50));
        Assert.That((roc[0], roc[^1]), Is.EqualTo((new CurvePoint(0, 0), new CurvePoint(1, 1))));
        Assert.That(RankingCurves.Roc(new RankedScores([true, true], [0.1, 0.2])), Is.Empty, "one class");
    }

    [Test]
    public void Agreement_is_the_mean_and_the_limits_of_the_differences()
    {
        // Differences 1, 2, 3: mean 2, deviation 1.
        var agreement = Agreement.Of([10, 20, 30], [11, 22, 33]);
        Assert.That((agreement.Cases, agreement.Bias, agreement.Deviation), Is.EqualTo((3, 2.0, 1.0)));
        Assert.That(agreement.LowerLimit, Is.EqualTo(2 - 1.959964).Within(1e-6));
        Assert.That(agreement.UpperLimit, Is.EqualTo(2 + 1.959964).Within(1e-6));
        Assert.That(agreement.BiasMargin, Is.EqualTo(1.959964 / Math.Sqrt(3)).Within(1e-6));
        Assert.That(agreement.LimitMargin, Is.EqualTo(1.959964).Within(1e-6), "√3/√n with n = 3");
        Assert.That(Agreement.Of([1], [2]).UpperLimit, Is.NaN);
    }

    [Test]
    public void A_histogram_counts_everything_that_is_a_number()
    {
        var histogram = new Histogram(0, 10, 5);
        foreach (var value in new[] { 0, 1.9, 2, 9.99, 10, 99, -5, double.NaN, double.PositiveInfinity }) histogram.Add(value);
        Assert.That(histogram.Counts, Is.EqualTo((long[])[3, 1, 0, 0, 4]));
        Assert.That(() => new Histogram(1, 1, 5), Throws.ArgumentException);
    }
}
