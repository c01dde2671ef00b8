using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Models.Evaluation.Intervals;

/// <summary>
/// Arithmetic with resampled metrics, [1 + resamples] with the value of all people first. If the resamples are the same, results are
/// paired: the interval of a difference is that of the same people.
/// </summary>
public static class ResampledValues
{
    /// <summary>Draws of people are the streams 0, 1, …; those of runs begin here.</summary>
    private const ulong RunStream = 1UL << 63;

    /// <summary>The mean of several metrics or runs, element by element, over those that have a value.</summary>
    /// <exception cref="ArgumentException">There is nothing to average, or lengths differ.</exception>
    public static double[] Mean(IReadOnlyList<double[]> values)
    {
        Require(values);
        var mean = new double[values[0].Length];
        for (var r = 0; r < mean.Length; r++)
        {
            var (sum, count) = (0.0, 0);
            foreach (var of in values)
            {
                if (double.IsNaN(of[r])) continue;
                sum += of[r];
                count++;
            }
            mean[r] = sum / count;
        }
        return mean;
    }

    /// <summary>a − b, element by element: a paired difference.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double[] Difference(double[] a, double[] b)
    {
        Require([a, b]);
        return [.. a.Zip(b, (x, y) => x - y)];
    }

    /// <summary>
    /// The mean over training runs (seeds) of a metric, with runs resampled as well: resample r takes the people of resample r, and as many
    /// runs as there are, with replacement. The interval then holds the spread of training in addition to that of people (hierarchical
    /// bootstrap). Runs of two models are drawn together if they are as many and the seed is the same.
    /// </summary>
    /// <param name="runs">[run][1 + resamples], of the same people.</param>
    /// <param name="seed">Of the draws of runs.</param>
    /// <returns>[1 + resamples]; the first is the mean of all runs.</returns>
    /// <exception cref="ArgumentException">There are no runs, or lengths differ.</exception>
    public static double[] OverRuns(IReadOnlyList<double[]> runs, ulong seed = 0)
    {
        Require(runs);
        if (runs.Count == 1) return (double[])runs[0].Clone();
        var values = Mean(runs);
        for (var r = 1; r < values.Length; r++)
        {
            var draws = new Philox(seed, RunStream + (ulong)r);
            var sum = 0.0;
            for (var i = 0; i < runs.Count; i++) sum += runs[draws.NextBelow(runs.Count)][r];
            values[r] = sum / runs.Count;
        }
        return values;
    }

    private static void Require(IReadOnlyList<double[]> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) throw new ArgumentException("there are no values to combine");
        if (values.Any(of => of.Length != values[0].Length))
            throw new ArgumentException("the metrics have different numbers of resamples; compute them with the same options");
    }
}
