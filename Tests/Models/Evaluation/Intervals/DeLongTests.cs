using EcgCmrNative.Models.Evaluation.Intervals;
using EcgCmrNative.Models.Evaluation.Metrics;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Intervals;

public sealed class DeLongTests
{
    [TestCase(1UL, 120)]
    [TestCase(2UL, 25)]
    public void Is_the_textbook_over_all_pairs(ulong seed, int cases)
    {
        var (truth, first) = RandomCases.Binary(cases, seed);
        var noise = RandomCases.Binary(cases, seed + 50).Probabilities;
        double[] second = [.. first.Zip(noise, (a, b) => Math.Round(5 * (a + b)) / 10)];
        var comparison = DeLong.Compare(truth, first, second);
        double[][] covariance =
        [
            [Covariance(truth, first, first), Covariance(truth, first, second)],
            [Covariance(truth, second, first), Covariance(truth, second, second)],
        ];
        var (aurocOfFirst, aurocOfSecond) = (RankingMetrics.Auroc(truth, first), RankingMetrics.Auroc(truth, second));
        var error = Math.Sqrt(covariance[0][0] + covariance[1][1] - 2 * covariance[0][1]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(comparison.First.Auroc, Is.EqualTo(aurocOfFirst).Within(1e-12));
            Assert.That(comparison.Second.Auroc, Is.EqualTo(aurocOfSecond).Within(1e-12));
            Assert.That(comparison.First.Variance, Is.EqualTo(covariance[0][0]).Within(1e-14));
            Assert.That(comparison.Second.Variance, Is.EqualTo(covariance[1][1]).Within(1e-14));
            Assert.That(comparison.Covariance, Is.EqualTo(covariance[0][1]).Within(1e-14));
            Assert.That(comparison.Z, Is.EqualTo((aurocOfFirst - aurocOfSecond) / error).Within(1e-9));
            Assert.That(comparison.High - comparison.Low, Is.EqualTo(2 * 1.959963984540054 * error).Within(1e-12));
            Assert.That(DeLong.Of(truth, first), Is.EqualTo(comparison.First));
        }
    }

    [Test]
    public void By_hand()
    {
        // Positive 3, 1; negative 2, 0: the components are (1, 0.5) of both classes, each of variance 0.125.
        var estimate = DeLong.Of([true, false, true, false], [3, 2, 1, 0]);
        var half = 1.959963984540054 * Math.Sqrt(0.125) / (0.75 * 0.25);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(estimate.Auroc, Is.EqualTo(0.75));
            Assert.That(estimate.Variance, Is.EqualTo(0.125).Within(1e-15));
            Assert.That(Math.Log(estimate.High / (1 - estimate.High)), Is.EqualTo(Math.Log(3) + half).Within(1e-9));
            Assert.That(Math.Log(estimate.Low / (1 - estimate.Low)), Is.EqualTo(Math.Log(3) - half).Within(1e-9));
        }
    }

    [TestCase(1.959963984540054, 0.05)]
    [TestCase(2.5758293035489004, 0.01)]
    [TestCase(-1, 0.31731050786291415)]
    public void The_normal_distribution_is_right(double z, double expected)
    {
        Assert.That(NormalDistribution.TwoSided(z), Is.EqualTo(expected).Within(1e-14));
        Assert.That(NormalDistribution.HalfWidth(1 - expected), Is.EqualTo(Math.Abs(z)).Within(1e-12));
    }

    [Test]
    public void Without_a_variance_there_is_no_interval()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(DeLong.Of([true, true], [0.1, 0.2]).Auroc, Is.NaN);
            Assert.That(DeLong.Of([], []).Auroc, Is.NaN);
            Assert.That(
                DeLong.Of([true, false, false], [0.3, 0.1, 0.2]),
                Is.EqualTo(new AurocEstimate(1, double.NaN, double.NaN, double.NaN)));
            Assert.That(
                DeLong.Of([true, true, false, false], [4, 3, 2, 1]), Is.EqualTo(new AurocEstimate(1, 0, double.NaN, double.NaN)));
        }
    }

    [Test]
    public void A_model_does_not_differ_from_itself()
    {
        var (truth, scores) = RandomCases.Binary(100, seed: 3);
        var comparison = DeLong.Compare(truth, scores, Array.ConvertAll(scores, score => Math.Exp(score)));
        Assert.That((comparison.Difference, comparison.PValue, comparison.Z), Is.EqualTo((0.0, 1.0, double.NaN)));
    }

    /// <summary>The definition: of each case the share of the other class that it is on the right side of.</summary>
    private static double Covariance(bool[] truth, double[] a, double[] b)
    {
        var positives = Enumerable.Range(0, truth.Length).Where(i => truth[i]).ToArray();
        var negatives = Enumerable.Range(0, truth.Length).Where(i => !truth[i]).ToArray();
        return Sample(positives.Select(i => (Of(a, i), Of(b, i)))) / positives.Length
            + Sample(negatives.Select(j => (Of(a, j), Of(b, j)))) / negatives.Length;

        double Of(double[] scores, int i) => truth[i]
            ? negatives.Average(j => Kernel(scores[i], scores[j]))
            : positives.Average(k => Kernel(scores[k], scores[i]));

        static double Kernel(double positive, double negative) => positive > negative ? 1 : positive == negative ? 0.5 : 0;

        static double Sample(IEnumerable<(double A, double B)> pairs)
        {
            var values = pairs.ToArray();
            var (meanA, meanB) = (values.Average(pair => pair.A), values.Average(pair => pair.B));
            return values.Sum(pair => (pair.A - meanA) * (pair.B - meanB)) / (values.Length - 1);
        }
    }
}
