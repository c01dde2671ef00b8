using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Evaluation.Intervals;
using EcgCmrNative.Models.Evaluation.Metrics;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Intervals;

public sealed class PeopleBootstrapTests
{
    private const int Cases = 90;
    private const int Resamples = 150;

    /// <summary>Persons 0 to 29 with one to five recordings, in mixed order; person 30 has none.</summary>
    private static readonly int[] PersonOf = [.. Enumerable.Range(0, Cases).Select(i => i * i % 7 * 5 % 30 + i % 5 - (i % 5 > 2 ? 2 : 0))];

    private static readonly int People = PersonOf.Max() + 2;

    [Test]
    public void Weights_give_what_copies_of_the_cases_give()
    {
        var (truth, probabilities) = RandomCases.Binary(Cases, seed: 1);
        var (numbers, predictions) = RandomCases.Numbers(Cases, seed: 2);
        var losses = predictions.Select(value => value / 100).ToArray();
        var values = PeopleBootstrap.Resample(
            People,
            [
                WeightedMetrics.OfScores(truth, probabilities, PersonOf),
                WeightedMetrics.Join(
                    WeightedMetrics.OfNumbers(numbers, predictions, PersonOf), WeightedMetrics.OfMean("loss", losses, PersonOf)),
            ],
            new BootstrapOptions(Resamples, Seed: 7));
        using (Assert.EnterMultipleScope())
        {
            AssertCopies(values[0][0], cases => RankingMetrics.Auroc(Of(truth, cases), Of(probabilities, cases)));
            AssertCopies(values[0][1], cases => RankingMetrics.AveragePrecision(Of(truth, cases), Of(probabilities, cases)));
            AssertCopies(values[1][0], cases => RegressionMetrics.Of(Of(numbers, cases), Of(predictions, cases)).Rmse);
            AssertCopies(values[1][1], cases => RegressionMetrics.Of(Of(numbers, cases), Of(predictions, cases)).Mae);
            AssertCopies(values[1][2], cases => RegressionMetrics.Of(Of(numbers, cases), Of(predictions, cases)).Pearson);
            AssertCopies(values[1][3], cases => RegressionMetrics.Of(Of(numbers, cases), Of(predictions, cases)).RSquared);
            AssertCopies(values[1][4], cases => Of(losses, cases).Average());
        }

        static void AssertCopies(double[] actual, Func<int[], double> metric)
        {
            var expected = BootstrapInterval.Resample(
                People,
                drawn =>
                {
                    var cases = new List<int>();
                    foreach (var person in drawn) cases.AddRange(Enumerable.Range(0, Cases).Where(i => PersonOf[i] == person));
                    return metric([.. cases]);
                },
                Resamples, seed: 7);
            Assert.That(actual, Is.EqualTo(expected).Within(1e-10));
        }
    }

    [Test]
    public void Threads_do_not_change_anything()
    {
        var (truth, probabilities) = RandomCases.Binary(Cases, seed: 1);
        var (numbers, predictions) = RandomCases.Numbers(Cases, seed: 2);
        var one = Of(threads: 1);
        foreach (var threads in new[] { 2, 3, 8 }) Assert.That(Of(threads), Is.EqualTo(one));

        double[][][] Of(int threads) => PeopleBootstrap.Resample(
            People,
            [WeightedMetrics.OfScores(truth, probabilities, PersonOf), WeightedMetrics.OfNumbers(numbers, predictions, PersonOf)],
            new BootstrapOptions(Resamples, Threads: threads));
    }

    [Test]
    public void Recordings_of_a_person_are_not_independent()
    {
        // Ten recordings of each of 30 people, all alike.
        var (truth, predictions) = RandomCases.Numbers(30, seed: 3);
        double[] copies = [.. Enumerable.Range(0, 300).Select(i => truth[i / 10])];
        double[] ofCopies = [.. Enumerable.Range(0, 300).Select(i => predictions[i / 10])];
        int[] people = [.. Enumerable.Range(0, 300).Select(i => i / 10)];
        var (clustered, single, wrong) = (
            Interval(30, copies, ofCopies, people), Interval(30, truth, predictions, []), Interval(300, copies, ofCopies, []));
        Assert.That(clustered.High - clustered.Low, Is.EqualTo(single.High - single.Low).Within(1e-9));
        Assert.That(wrong.High - wrong.Low, Is.LessThan(0.5 * (single.High - single.Low)));

        static BootstrapInterval Interval(int count, double[] truth, double[] predictions, int[] people) => BootstrapInterval.OfResampled(
            PeopleBootstrap.Resample(count, [WeightedMetrics.OfNumbers(truth, predictions, people)], new BootstrapOptions(500))[0][1]);
    }

    [Test]
    public void People_are_numbered_by_first_appearance()
    {
        var (of, count) = PeopleBootstrap.Number(["b", "a", "b", "c"]);
        Assert.That(of, Is.EqualTo([0, 1, 0, 2]));
        Assert.That(count, Is.EqualTo(3));
        Assert.That(
            PeopleBootstrap.Resample(0, [WeightedMetrics.OfNumbers([], [])], new BootstrapOptions(3))[0][0], Is.All.NaN);
    }

    [Test]
    public void Runs_add_their_spread()
    {
        const int Count = 20_000;
        // Without a difference between people, only runs vary: the mean of two draws from 0, 1 and 3.
        double[][] runs = [Constant(0), Constant(1), Constant(3)];
        var values = ResampledValues.OverRuns(runs, seed: 4);
        var spread = values.Skip(1).Select(value => Math.Pow(value - 4 / 3.0, 2)).Average();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(values[0], Is.EqualTo(4 / 3.0).Within(1e-12));
            Assert.That(values.Skip(1).Average(), Is.EqualTo(4 / 3.0).Within(0.02));
            // The variance of 0, 1 and 3 over the number of runs.
            Assert.That(spread, Is.EqualTo(14 / 9.0 / 3).Within(0.02));
            Assert.That(ResampledValues.OverRuns([[1, 2, 3]]), Is.EqualTo([1.0, 2, 3]));
            Assert.That(ResampledValues.Difference([3, 5], [1, 1]), Is.EqualTo([2.0, 4]));
            Assert.That(ResampledValues.Mean([[3, double.NaN], [1, 1]]), Is.EqualTo([2.0, 1]));
            Assert.That(() => ResampledValues.Mean([[3], [1, 1]]), Throws.ArgumentException);
            Assert.That(() => ResampledValues.Mean([]), Throws.ArgumentException);
        }

        static double[] Constant(double value) => [.. Enumerable.Repeat(value, Count + 1)];
    }

    private static T[] Of<T>(T[] values, int[] cases) => Array.ConvertAll(cases, i => values[i]);
}
