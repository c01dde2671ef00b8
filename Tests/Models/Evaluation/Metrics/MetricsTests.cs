using EcgCmrNative.Models.Evaluation.Metrics;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Metrics;

/// <summary>What the reference values do not hold: cases by hand, and those at the edge. See also the fixture "metrics".</summary>
public sealed class MetricsTests
{
    [Test]
    public void Rankings_by_hand()
    {
        bool[] truth = [false, false, true, true];
        Assert.That(RankingMetrics.Auroc(truth, [0.1, 0.4, 0.35, 0.8]), Is.EqualTo(0.75));
        Assert.That(RankingMetrics.AveragePrecision(truth, [0.1, 0.4, 0.35, 0.8]), Is.EqualTo(0.5 * 1 + 0.5 * 2 / 3).Within(1e-15));
        Assert.That(RankingMetrics.Auroc(truth, [1, 1, 1, 1]), Is.EqualTo(0.5));
        Assert.That(RankingMetrics.AveragePrecision(truth, [1, 1, 1, 1]), Is.EqualTo(0.5));
    }

    [Test]
    public void Rankings_without_both_classes_have_no_value()
    {
        Assert.That(RankingMetrics.Auroc([true, true], [0.1, 0.2]), Is.NaN);
        Assert.That(RankingMetrics.AveragePrecision([false, false], [0.1, 0.2]), Is.NaN);
        Assert.That(() => RankingMetrics.Auroc([true, false], [0.1, double.NaN]), Throws.ArgumentException);
        Assert.That(() => RankingMetrics.Auroc([true], [0.1, 0.2]), Throws.ArgumentException);
    }

    [Test]
    public void Confusion_by_hand_and_at_the_edge()
    {
        var confusion = ConfusionMatrix.Of([true, true, false, false, false], [0.9, 0.5, 0.6, 0.1, 0.2]);
        Assert.That(confusion, Is.EqualTo(new ConfusionMatrix(2, 1, 1, 1)));
        Assert.That(confusion.F1, Is.EqualTo(0.5));
        Assert.That(confusion.BalancedAccuracy, Is.EqualTo((0.5 + 2 / 3.0) / 2).Within(1e-15));
        var none = ConfusionMatrix.Of([false, false], [0, 0]);
        Assert.That((none.F1, none.MatthewsCorrelation, none.BalancedAccuracy), Is.EqualTo((0.0, 0.0, 1.0)));
    }

    [Test]
    public void Regression_of_a_truth_that_does_not_vary()
    {
        var perfect = RegressionMetrics.Of([2, 2], [2, 2]);
        Assert.That((perfect.Rmse, perfect.RSquared), Is.EqualTo((0.0, 1.0)));
        Assert.That(perfect.Pearson, Is.NaN);
        Assert.That(RegressionMetrics.Of([2, 2], [2, 4]).RSquared, Is.EqualTo(0));
    }
}
