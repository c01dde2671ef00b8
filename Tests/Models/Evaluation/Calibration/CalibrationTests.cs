using System.Text.Json;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Models.Evaluation.Calibration;
using EcgCmrNative.Models.Evaluation.Metrics;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Calibration;

public sealed class CalibrationTests
{
    private const string Isotonic =
        """
        from sklearn.isotonic import IsotonicRegression
        result["plain"] = IsotonicRegression(out_of_bounds="clip").fit(x, y).predict(grid)
        result["weighted"] = IsotonicRegression(out_of_bounds="clip").fit(x, y, sample_weight=w).predict(grid)
        result["classes"] = IsotonicRegression(out_of_bounds="clip").fit(x, t).predict(grid)
        """;

    [Test]
    public void Temperature_of_two_classes_is_found()
    {
        // Logits that are three times too sure.
        var draws = new Philox(1);
        var logits = Enumerable.Range(0, 5000).Select(_ => 2 * draws.NextNormal()).ToArray();
        var truth = Array.ConvertAll(logits, z => draws.NextBernoulli(1 / (1 + Math.Exp(-z))));
        logits = Array.ConvertAll(logits, z => 3 * z);
        var scaling = TemperatureScaling.Fit(truth, logits);
        Assert.That(scaling.Temperature, Is.EqualTo(3).Within(0.2));
        AssertSmallest(scaling.Temperature, t => ProbabilityMetrics.LogLoss(truth, new TemperatureScaling(t).Of(logits)));
    }

    [Test]
    public void Temperature_of_several_classes_is_found()
    {
        var (truth, probabilities) = RandomCases.Classes(400, 4, seed: 1);
        var logits = Array.ConvertAll(probabilities, p => 0.5 * Math.Log(p));
        var scaling = TemperatureScaling.Fit(truth, logits, 4);
        AssertSmallest(scaling.Temperature, t => ProbabilityMetrics.LogLoss(truth, new TemperatureScaling(t).Of(logits, 4), 4));
        Assert.That(new TemperatureScaling(0.5).Of(logits, 4), Is.EqualTo(probabilities).Within(1e-12));
    }

    [Test]
    public void Temperature_at_the_edge()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TemperatureScaling.Fit([true, false], [1, -1]).Temperature, Is.EqualTo(0.001).Within(1e-15));
            Assert.That(TemperatureScaling.Fit([false, true], [1, -1]).Temperature, Is.EqualTo(1000).Within(1e-9));
            Assert.That(TemperatureScaling.Fit([], []).Temperature, Is.EqualTo(1));
            Assert.That(TemperatureScaling.Fit([true, false], [0, 0]).Temperature, Is.EqualTo(1));
            Assert.That(() => TemperatureScaling.Fit([true], [double.NaN]), Throws.ArgumentException.With.Message.Contains("finite"));
            Assert.That(() => TemperatureScaling.Fit([2], [0, 0], 2), Throws.ArgumentException.With.Message.Contains("class 2"));
        }
    }

    [Test]
    public void Isotonic_regression_is_that_of_scikit_learn()
    {
        var (truth, x) = RandomCases.Binary(200, seed: 2, grid: 60);
        var y = RandomCases.Numbers(200, seed: 3).Truth.Select((noise, i) => noise / 30 + 4 * x[i]).ToArray();
        var weights = Array.ConvertAll(RandomCases.Weights(200, seed: 4), weight => weight + 1);
        double[] grid = [.. Enumerable.Range(-10, 321).Select(i => i / 300.0)];
        var expected = ScikitLearn.Run(
            Isotonic,
            new Dictionary<string, double[]> { ["x"] = x, ["y"] = y, ["w"] = weights, ["t"] = truth.ToDoubles(), ["grid"] = grid });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(IsotonicRegression.Fit(x, y).Of(grid), Is.EqualTo(expected["plain"]).Within(1e-9));
            Assert.That(IsotonicRegression.Fit(x, y, weights).Of(grid), Is.EqualTo(expected["weighted"]).Within(1e-9));
            Assert.That(IsotonicRegression.Fit(truth, x).Of(grid), Is.EqualTo(expected["classes"]).Within(1e-9));
        }
    }

    [Test]
    public void Isotonic_regression_by_hand()
    {
        var fit = IsotonicRegression.Fit([1, 2, 3, 4, 4], [1, 3, 2, 6, 4]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fit.Of([0, 1, 1.5, 2, 2.5, 3, 3.5, 4, 9]), Is.EqualTo([1, 1, 1.75, 2.5, 2.5, 2.5, 3.75, 5, 5]).Within(1e-15));
            Assert.That(fit.Of(double.NaN), Is.NaN);
            Assert.That(IsotonicRegression.Fit([1], [7]).Of([0, 1, 2]), Is.All.EqualTo(7));
            Assert.That(IsotonicRegression.Fit([1, 2, 3], [3, 2, 1]).Of([0, 2.2]), Is.All.EqualTo(2));
            Assert.That(() => IsotonicRegression.Fit(new double[0], new double[0]), Throws.ArgumentException);
        }
    }

    [Test]
    public void Reliability_curve_has_wilson_intervals()
    {
        // Eight of ten, and none of two.
        bool[] truth = [.. Enumerable.Range(0, 12).Select(i => i < 8)];
        double[] probabilities = [.. Enumerable.Range(0, 12).Select(i => i < 10 ? 0.75 : 0.11)];
        var curve = ReliabilityCurve.Of(truth, probabilities);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(curve.Points.Select(point => (point.Low, point.Cases)), Is.EqualTo([(0.1, 2), (0.7, 10)]));
            Assert.That(curve.Points[1].ObservedShare, Is.EqualTo(0.8));
            Assert.That(curve.Points[1].ObservedLow, Is.EqualTo(0.4902).Within(5e-5));
            Assert.That(curve.Points[1].ObservedHigh, Is.EqualTo(0.9433).Within(5e-5));
            Assert.That(curve.Points[0].ObservedLow, Is.Zero);
            Assert.That(curve.ExpectedError, Is.EqualTo((10 * 0.05 + 2 * 0.11) / 12).Within(1e-12));
            Assert.That(ReliabilityCurve.Of([], []).Points, Is.Empty);
        }
    }

    [TestCase(1UL)]
    [TestCase(2UL)]
    public void Thresholds_are_the_best_of_all(ulong seed)
    {
        var (truth, scores) = RandomCases.Binary(60, seed);
        var all = scores.Append(-1).Select(threshold => ConfusionMatrix.Of(truth, scores, threshold)).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(J(At(DecisionThreshold.Youden(truth, scores))), Is.EqualTo(all.Max(J)).Within(1e-12));
            Assert.That(At(DecisionThreshold.MaximumF1(truth, scores)).F1, Is.EqualTo(all.Max(confusion => confusion.F1)).Within(1e-12));
            var sensitive = At(DecisionThreshold.AtSensitivity(0.9, truth, scores));
            Assert.That(sensitive.Sensitivity, Is.GreaterThanOrEqualTo(0.9));
            Assert.That(
                sensitive.Specificity,
                Is.EqualTo(all.Where(confusion => confusion.Sensitivity >= 0.9).Max(confusion => confusion.Specificity)));
            var specific = At(DecisionThreshold.AtSpecificity(0.9, truth, scores));
            Assert.That(specific.Specificity, Is.GreaterThanOrEqualTo(0.9));
            Assert.That(specific.Sensitivity, Is.EqualTo(new RankedScores(truth, scores).SensitivityAtSpecificity(0.9)));
        }

        static double J(ConfusionMatrix confusion) => confusion.Sensitivity + confusion.Specificity;

        ConfusionMatrix At(DecisionThreshold threshold) => ConfusionMatrix.Of(truth, scores, threshold.Value);
    }

    [Test]
    public void A_threshold_says_how_it_was_chosen()
    {
        var threshold = DecisionThreshold.Youden([false, false, true, true], [0.1, 0.4, 0.35, 0.8]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((threshold.Name, threshold.Value), Is.EqualTo(("youden", 0.6)).Within(1e-12));
            Assert.That(threshold.Chosen, Does.Contain("Youden").And.Contain("sensitivity 0.5, specificity 1 on 4 cases"));
            Assert.That(DecisionThreshold.AtSensitivity(0.9, [true, false], [1, 0]).Name, Is.EqualTo("sensitivity_0.9"));
            Assert.That(DecisionThreshold.Youden([true, true], [1, 0]).Value, Is.NaN);
            Assert.That(DecisionThreshold.MaximumF1([], []).Value, Is.NaN);
        }
    }

    [Test]
    public void Conformal_intervals_cover()
    {
        var (hit, total) = (0, 0);
        for (var seed = 0UL; seed < 200; seed++)
        {
            var (truth, predictions) = RandomCases.Numbers(29, seed);
            var interval = ConformalInterval.Fit(truth.AsSpan(..19), predictions.AsSpan(..19));
            for (var i = 19; i < 29; i++, total++)
            {
                var (low, high) = interval.Of(predictions[i]);
                if (truth[i] >= low && truth[i] <= high) hit++;
            }
        }
        // (n + 1) · 0.9 = 18 of 19: exactly 0.9 on average; the standard error is below 0.01.
        Assert.That((double)hit / total, Is.EqualTo(0.9).Within(0.025));
    }

    [Test]
    public void Conformal_quantile_has_the_correction_for_few_cases()
    {
        double[] truth = [1, -2, 3, -4, 5, -6, 7, -8, 9];
        var zeros = new double[9];
        using (Assert.EnterMultipleScope())
        {
            // ⌈10 · 0.9⌉ = 9, ⌈10 · 0.5⌉ = 5, ⌈10 · 0.91⌉ = 10 of 9.
            Assert.That(ConformalInterval.Fit(truth, zeros, 0.9).HalfWidth, Is.EqualTo(9));
            Assert.That(ConformalInterval.Fit(truth, zeros, 0.5).Of(10), Is.EqualTo((5.0, 15.0)));
            Assert.That(ConformalInterval.Fit(truth, zeros, 0.91).HalfWidth, Is.EqualTo(double.PositiveInfinity));
            Assert.That(ConformalInterval.Fit([], []).HalfWidth, Is.EqualTo(double.PositiveInfinity));
            Assert.That(() => ConformalInterval.Fit([double.NaN], [0]), Throws.ArgumentException);
        }
    }

    [Test]
    public void Venn_Abers_is_two_isotonic_regressions()
    {
        var (truth, scores) = RandomCases.Binary(80, seed: 6, grid: 12);
        var calibration = VennAbers.Fit(truth, scores);
        using (Assert.EnterMultipleScope())
        {
            foreach (var score in new[] { -0.5, 0, 0.25, 0.3, 0.5, 0.77, 1, 2 })
            {
                var range = calibration.Of(score);
                var (low, high) = (With(false), With(true));
                Assert.That((range.Low, range.High), Is.EqualTo((low, high)).Within(1e-12));
                Assert.That(range.Probability, Is.EqualTo(high / (1 - low + high)).Within(1e-12));
                Assert.That(low, Is.LessThan(high));

                double With(bool isPositive) => IsotonicRegression.Fit([.. truth, isPositive], [.. scores, score]).Of(score);
            }
            Assert.That(VennAbers.Fit([], []).Of(0.3), Is.EqualTo(new ProbabilityRange(0, 1, 0.5)));
        }
    }

    [Test]
    public void Records_survive_json()
    {
        var (truth, scores) = RandomCases.Binary(50, seed: 1);
        var isotonic = RoundTrip(IsotonicRegression.Fit(truth, scores));
        var ranges = RoundTrip(VennAbers.Fit(truth, scores));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(isotonic.Of(scores), Is.EqualTo(IsotonicRegression.Fit(truth, scores).Of(scores)));
            Assert.That(ranges.Of(0.42), Is.EqualTo(VennAbers.Fit(truth, scores).Of(0.42)));
            Assert.That(RoundTrip(new TemperatureScaling(1.25)), Is.EqualTo(new TemperatureScaling(1.25)));
            var threshold = DecisionThreshold.Youden(truth, scores);
            Assert.That(RoundTrip(threshold), Is.EqualTo(threshold));
            Assert.That(RoundTrip(new ConformalInterval(2, 0.9, 30)), Is.EqualTo(new ConformalInterval(2, 0.9, 30)));
            var curve = ReliabilityCurve.Of(truth, scores);
            Assert.That(RoundTrip(curve).Points, Is.EqualTo(curve.Points));
        }

        static T RoundTrip<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value))!;
    }

    private static void AssertSmallest(double best, Func<double, double> loss)
    {
        // Near the optimum the loss is a parabola: its slope, by central differences, is 0.
        var step = 1e-4 * best;
        var slope = (loss(best + step) - loss(best - step)) / (2 * step);
        var curvature = (loss(best + step) - 2 * loss(best) + loss(best - step)) / (step * step);
        Assert.That(curvature, Is.GreaterThan(0));
        Assert.That(slope / curvature, Is.Zero.Within(1e-6 * best));
    }
}
