namespace EcgCmrNative.Models.Evaluation.Intervals;

/// <summary>
/// A bootstrap over people: a resample takes as many people as there are, with replacement, each with all of their cases (cluster
/// bootstrap; Davison and Hinkley 1997, section 3.8). Cases are not copied: metrics are told how often each person was drawn.
/// </summary>
public static class PeopleBootstrap
{
    /// <summary>Resamples whose draws are kept at a time.</summary>
    private const int Batch = 64;

    /// <summary>Resamples of a metric that one thread computes at a time, so that what it reads stays in its cache.</summary>
    private const int Portion = 16;

    /// <summary>The number of each person, in the order of first appearance.</summary>
    /// <param name="names">The person of each case.</param>
    /// <returns>The number of the person of each case, counted from 0; and how many people there are.</returns>
    public static (int[] Of, int Count) Number(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var of = new int[names.Count];
        for (var i = 0; i < of.Length; i++)
        {
            if (!numbers.TryGetValue(names[i], out of[i])) numbers[names[i]] = of[i] = numbers.Count;
        }
        return (of, numbers.Count);
    }

    /// <summary>Computes metrics on all people and on resamples. The draws are those of <see cref="BootstrapInterval.Resample"/>.</summary>
    /// <param name="people">Number of people.</param>
    /// <param name="metrics">What to compute; all on the same resamples.</param>
    /// <param name="options">Resamples, seed, threads.</param>
    /// <param name="cancellation">Stops between resamples.</param>
    /// <returns>
    /// [group of metrics][metric][1 + resamples], the first of all people; NaN without people, and in the resamples of one person.
    /// </returns>
    public static double[][][] Resample(
        int people, IReadOnlyList<WeightedMetrics> metrics, BootstrapOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(people);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Resamples, 1, nameof(options));
        var total = 1 + options.Resamples;
        // Every resample of one person is that person; an interval of no width would claim certainty.
        var computed = people == 1 ? 1 : total;
        var values = metrics.Select(group => group.Names.Select(_ => NaNs(total)).ToArray()).ToArray();
        if (people == 0) return values;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation };
        var weights = Enumerable.Range(0, Math.Min(Batch, computed)).Select(_ => new double[people]).ToArray();
        for (var first = 0; first < computed; first += Batch)
        {
            var count = Math.Min(Batch, computed - first);
            Parallel.For(0, count, parallel, i => Weigh(options.Seed, first + i, weights[i]));
            var portions = (count + Portion - 1) / Portion;
            Parallel.For(0, metrics.Count * portions, parallel, item =>
            {
                var (group, portion) = Math.DivRem(item, portions);
                Span<double> results = new double[values[group].Length];
                for (var i = portion * Portion; i < Math.Min(count, (portion + 1) * Portion); i++)
                {
                    metrics[group].Compute(weights[i], results);
                    for (var m = 0; m < results.Length; m++) values[group][m][first + i] = results[m];
                }
            });
        }
        return values;
    }

    /// <summary>How often each person is drawn; all once for the first.</summary>
    private static void Weigh(ulong seed, int index, double[] weights)
    {
        Array.Fill(weights, index == 0 ? 1 : 0);
        if (index == 0) return;
        var drawn = new int[weights.Length];
        BootstrapInterval.Draw(seed, index - 1, drawn);
        foreach (var person in drawn) weights[person]++;
    }

    private static double[] NaNs(int count)
    {
        var values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }
}
