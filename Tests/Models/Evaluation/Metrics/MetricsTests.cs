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

    [Test]
    public void Without_cases_there_is_no_value_and_no_exception()
    {
        var confusion = ConfusionMatrix.Of([], []);
        var numbers = RegressionMetrics.Of([], []);
        double[] values =
        [
            RankingMetrics.Auroc([], []), RankingMetrics.AveragePrecision([], []), confusion.F1, confusion.Accuracy,
            confusion.BalancedAccuracy, confusion.MatthewsCorrelation, ProbabilityMetrics.Brier([], []), ProbabilityMetrics.LogLoss([], []),
            ProbabilityMetrics.ExpectedCalibrationError([], []), ProbabilityMetrics.Brier([], [], 3), ProbabilityMetrics.LogLoss([], [], 3),
            ClassConfusionMatrix.Of([], [], 3).MacroF1, ClassConfusionMatrix.Of([], [], 3).Accuracy,
            ClassConfusionMatrix.Of([], [], 3).MatthewsCorrelation, ClassConfusionMatrix.Of([], [], 3).BalancedAccuracy,
            numbers.Rmse, numbers.Mae, numbers.Pearson, numbers.RSquared, new RankedScores([], []).SensitivityAtSpecificity(0.9),
        ];
        Assert.That(values, Is.All.NaN);
    }

    [Test]
    public void One_case_and_one_class()
    {
        var one = RegressionMetrics.Of([0.1, 0.1, 0.1], [0.1, 0.1, 0.2]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RegressionMetrics.Of([3], [5]), Is.EqualTo(new RegressionMetrics(2, 2, double.NaN, 0)));
            Assert.That(one.RSquared, Is.Zero, "0.1 is not the mean of three 0.1 to the last bit");
            Assert.That(one.Pearson, Is.NaN);
            Assert.That(ClassConfusionMatrix.Of([1, 1], [1, 1], 3).MatthewsCorrelation, Is.Zero);
            Assert.That(ClassConfusionMatrix.Of([1, 1], [1, 1], 3).MacroF1, Is.EqualTo(1));
            Assert.That(new RankedScores([true, true], [0.1, 0.2]).SensitivityAtSpecificity(0.9), Is.NaN);
            Assert.That(() => ClassConfusionMatrix.Of([0, 3], [0, 0], 3), Throws.ArgumentException.With.Message.Contains("class 3"));
        }
    }

    [Test]
    public void Log_loss_of_a_certain_error_is_finite()
    {
        Assert.That(ProbabilityMetrics.LogLoss([true], [0]), Is.EqualTo(52 * Math.Log(2)).Within(1e-9));
        Assert.That(ProbabilityMetrics.LogLoss([true, false], [1, 0]), Is.Zero.Within(1e-15));
    }

    [Test]
    public void Calibration_error_by_hand()
    {
        // 0.1 belongs to the second of ten bins, 1 to the last.
        bool[] truth = [false, true, true, true];
        double[] probabilities = [0.05, 0.1, 0.19, 1];
        Assert.That(
            ProbabilityMetrics.ExpectedCalibrationError(truth, probabilities), Is.EqualTo((0.05 + (2 - 0.29) + 0) / 4).Within(1e-15));
        // The largest probabilities 0.6 and 0.8; the first is wrong.
        Assert.That(
            ProbabilityMetrics.ExpectedCalibrationError([0, 0], [0.4, 0.6, 0.8, 0.2], classes: 2),
            Is.EqualTo((0.6 + 0.2) / 2).Within(1e-15));
        Assert.That(
            () => ProbabilityMetrics.ExpectedCalibrationError([true], [1.5]), Throws.ArgumentException.With.Message.Contains("1.5"));
    }

    [Test]
    public void Thresholds_separate_the_scores()
    {
        var points = new RankedScores([true, false, true, false], [0.9, 0.5, 0.5, 0.1]).OperatingPoints();
        Assert.That(points.Select(point => point.Threshold), Is.EqualTo([0.9, 0.7, 0.3, Math.BitDecrement(0.1)]).Within(1e-15));
        foreach (var point in points)
            Assert.That(point.Confusion, Is.EqualTo(ConfusionMatrix.Of([true, false, true, false], [0.9, 0.5, 0.5, 0.1], point.Threshold)));
        Assert.That(
            new RankedScores([true, false], [Math.BitIncrement(1), 1]).OperatingPoints()[1].Threshold, Is.EqualTo(1));
    }

    [Test]
    public void Too_few_weights_are_refused() => Assert.That(
        () => new RankedScores([true, false], [1, 0]).Auroc([1]), Throws.ArgumentException.With.Message.Contains("1 weights for 2 units"));
}
