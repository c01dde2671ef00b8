using EcgCmrNative.Models.Evaluation.Metrics;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Metrics;

public sealed class SurvivalConcordanceTests
{
    [TestCase(1UL, 80)]
    [TestCase(2UL, 7)]
    [TestCase(3UL, 301)]
    public void Counts_the_pairs_that_the_definition_counts(ulong seed, int cases)
    {
        var (times, hasEvent, risks) = RandomCases.Survival(cases, seed);
        Assert.That(SurvivalConcordance.Of(times, hasEvent, risks), Is.EqualTo(OfAllPairs(times, hasEvent, risks)).Within(1e-12));
    }

    [Test]
    public void A_weight_is_so_many_copies()
    {
        var (times, hasEvent, risks) = RandomCases.Survival(60, seed: 4);
        // Two recordings of each person.
        var people = Enumerable.Range(0, 60).Select(i => i / 2).ToArray();
        var weights = RandomCases.Weights(30, seed: 5);
        var copies = Enumerable.Range(0, 60).SelectMany(i => Enumerable.Repeat(i, (int)weights[people[i]])).ToArray();
        Assert.That(
            new SurvivalConcordance(times, hasEvent, risks, people).Of(weights),
            Is.EqualTo(OfAllPairs(
                [.. copies.Select(i => times[i])], [.. copies.Select(i => hasEvent[i])], [.. copies.Select(i => risks[i])])).Within(1e-12));
    }

    [Test]
    public void By_hand_and_at_the_edge()
    {
        Assert.That(SurvivalConcordance.Of([1, 2, 3], [true, true, false], [3, 2, 1]), Is.EqualTo(1));
        Assert.That(SurvivalConcordance.Of([1, 2, 3], [true, true, true], [1, 2, 3]), Is.Zero);
        // At equal times the censored case lives longer; two events are not compared.
        Assert.That(SurvivalConcordance.Of([2, 2], [true, false], [1, 0]), Is.EqualTo(1));
        Assert.That(SurvivalConcordance.Of([2, 2], [true, true], [1, 0]), Is.NaN);
        Assert.That(SurvivalConcordance.Of([1, 2], [false, true], [1, 0]), Is.NaN);
        Assert.That(SurvivalConcordance.Of([], [], []), Is.NaN);
        Assert.That(SurvivalConcordance.Of([1, 2], [true, true], [5, 5]), Is.EqualTo(0.5));
        Assert.That(
            () => SurvivalConcordance.Of([1, double.NaN], [true, true], [5, 5]), Throws.ArgumentException.With.Message.Contains("NaN"));
        Assert.That(() => SurvivalConcordance.Of([1], [true, true], [5, 5]), Throws.ArgumentException);
    }

    private static double OfAllPairs(double[] times, bool[] hasEvent, double[] risks)
    {
        var (concordant, comparable) = (0.0, 0);
        for (var i = 0; i < times.Length; i++)
        {
            for (var j = 0; j < times.Length; j++)
            {
                var isFirst = hasEvent[i] && (times[i] < times[j] || (times[i] == times[j] && !hasEvent[j]));
                if (!isFirst) continue;
                comparable++;
                concordant += risks[i] > risks[j] ? 1 : risks[i] == risks[j] ? 0.5 : 0;
            }
        }
        return concordant / comparable;
    }
}
