using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Models.Evaluation.Calibration;
using EcgCmrNative.Models.Evaluation.Intervals;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Calibration;

public sealed class ProbabilityIntervalTests
{
    /// <summary>R: binom.test(x, n)$conf.int.</summary>
    [TestCase(8, 10, 0.4439045, 0.9747893)]
    [TestCase(0, 10, 0, 0.3084971)]
    [TestCase(10, 10, 0.6915029, 1)]
    [TestCase(1, 2000, 1.265873e-05, 0.002782736)]
    public void Bounds_of_a_share_are_those_of_Clopper_and_Pearson(int positives, int cases, double low, double high)
    {
        Assert.That(BinomialBounds.Lower(positives, cases, 0.025), Is.EqualTo(low).Within(1e-7));
        Assert.That(BinomialBounds.Upper(positives, cases, 0.025), Is.EqualTo(high).Within(1e-7));
    }

    /// <summary>The share rises with the score, and the model is wrong about it: the interval does not depend on the model.</summary>
    [TestCase(40)]
    [TestCase(300)]
    public void The_interval_of_a_score_holds_the_share_of_positive_cases_in_95_of_100_samples(int cases)
    {
        const int Samples = 2000;
        double[] scores = [-2, -1, 0, 0.5, 1.5];
        var held = new int[scores.Length];
        var draws = new Philox(3);
        for (var sample = 0; sample < Samples; sample++)
        {
            double[] drawn = [.. Enumerable.Range(0, cases).Select(_ => draws.NextNormal())];
            var interval = ProbabilityInterval.Fit(Array.ConvertAll(drawn, z => draws.NextBernoulli(Share(z))), drawn);
            for (var i = 0; i < scores.Length; i++)
            {
                var (low, high) = interval.Of(scores[i]);
                if (low <= Share(scores[i]) && Share(scores[i]) <= high) held[i]++;
            }
        }
        // The standard error of a coverage of 95 % from 2,000 samples is 0.5 %; the bounds are conservative.
        Assert.That(held.Select(count => (double)count / Samples), Is.All.AtLeast(0.95 - 3 * 0.005));

        static double Share(double z) => 0.9 / (1 + Math.Exp(1 - 2 * z));
    }

    /// <summary>The range of Venn and Abers is narrower and holds the share less often: it is no interval of this coverage.</summary>
    [Test]
    public void The_range_of_VennAbers_is_no_interval_of_95_percent()
    {
        var (draws, held) = (new Philox(4), 0);
        for (var sample = 0; sample < 500; sample++)
        {
            double[] drawn = [.. Enumerable.Range(0, 300).Select(_ => draws.NextNormal())];
            var range = VennAbers.Fit(Array.ConvertAll(drawn, z => draws.NextBernoulli(1 / (1 + Math.Exp(-z)))), drawn).Of(0);
            if (range.Low <= 0.5 && 0.5 <= range.High) held++;
        }
        Assert.That(held / 500.0, Is.LessThan(0.7));
    }

    [Test]
    public void With_more_cases_it_becomes_narrower_and_it_contains_the_share_around_the_score()
    {
        Assert.That(Width(100), Is.GreaterThan(Width(1000)).And.LessThan(0.8));
        Assert.That(Width(1000), Is.GreaterThan(Width(20_000)));
        // 737 cases on each side, a 27th of all: ± 0.02 for the slope, ± 0.04 for chance, ± 0.01 for the steps.
        Assert.That(Width(20_000), Is.LessThan(0.16));

        static double Width(int cases)
        {
            var draws = new Philox(5);
            double[] scores = [.. Enumerable.Range(0, cases).Select(_ => draws.NextUniform())];
            var interval = ProbabilityInterval.Fit(Array.ConvertAll(scores, p => draws.NextBernoulli(p)), scores);
            var (low, high) = interval.Of(0.5);
            Assert.That(low, Is.LessThan(0.5));
            Assert.That(high, Is.GreaterThan(0.5));
            Assert.That(interval.Scores, Has.Length.LessThanOrEqualTo(64).And.Ordered.Ascending);
            return high - low;
        }
    }

    [Test]
    public void Outside_of_the_cases_one_bound_is_open()
    {
        var interval = ProbabilityInterval.Fit([false, false, true, true], [1, 2, 2, 3]);
        Assert.That(interval.Of(0).Low, Is.Zero);
        Assert.That(interval.Of(4).High, Is.EqualTo(1));
        Assert.That(interval.Of(0).High, Is.EqualTo(interval.Of(1).High));
        Assert.That(interval.Scores, Is.EqualTo([1, 2, 3]));
        // Of the 3 cases from the score 2 on, 2 are positive.
        Assert.That(interval.Of(2).High, Is.EqualTo(BinomialBounds.Upper(2, 3, 0.025)).Within(1e-4));
    }

    [Test]
    public void Cases_that_cannot_be_ranked_are_refused()
    {
        Assert.That(() => ProbabilityInterval.Fit([true], [double.NaN]), Throws.ArgumentException.With.Message.Contains("NaN"));
        Assert.That(() => ProbabilityInterval.Fit([true, false], [1]), Throws.ArgumentException.With.Message.Contains("1 scores"));
        Assert.That(() => ProbabilityInterval.Fit([], []), Throws.ArgumentException.With.Message.Contains("no calibration cases"));
        Assert.That(() => ProbabilityInterval.Fit([true], [1], coverage: 1), Throws.InstanceOf<ArgumentException>());
    }
}
