using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Models.Evaluation;

/// <summary>A statistic of some independent cases with a percentile bootstrap interval (Efron 1979).</summary>
/// <param name="Value">The statistic of all cases.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct BootstrapInterval(double Value, double Low, double High)
{
    /// <summary>
    /// Computes a statistic on all cases and on resamples of as many, drawn with replacement. Resample r is the same for every statistic
    /// of one seed and number of cases, so that differences between statistics are paired. Resamples without a value (NaN) are left out.
    /// </summary>
    /// <param name="cases">Number of cases: independent units such as persons or recordings.</param>
    /// <param name="statistic">The statistic of the cases with these numbers; NaN if it has no value.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="coverage">Share of the resamples' values inside the interval.</param>
    /// <returns>All values are NaN without cases. One case has no interval: low and high are NaN.</returns>
    public static BootstrapInterval Of(
        int cases, Func<ReadOnlySpan<int>, double> statistic, int resamples = 2000, ulong seed = 0, double coverage = 0.95) =>
        OfResampled(Resample(cases, statistic, resamples, seed), coverage);

    /// <summary>
    /// A statistic of all cases, and then of each of the resamples that <see cref="Of"/> takes: of
    /// such values differences and means can be made element by element, and are paired.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    /// <returns>[1 + resamples]; NaN if the statistic has no value; all NaN without cases, and all but the first of one case.</returns>
    public static double[] Resample(int cases, Func<ReadOnlySpan<int>, double> statistic, int resamples = 2000, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentOutOfRangeException.ThrowIfNegative(cases);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var values = new double[1 + resamples];
        Array.Fill(values, double.NaN);
        if (cases == 0) return values;
        var drawn = new int[cases];
        for (var i = 0; i < cases; i++) drawn[i] = i;
        values[0] = statistic(drawn);
        // Every resample of one case is that case; an interval of no width would claim certainty.
        if (cases == 1) return values;
        for (var r = 0; r < resamples; r++)
        {
            Draw(seed, r, drawn);
            values[1 + r] = statistic(drawn);
        }
        return values;
    }

    /// <summary>The interval of what <see cref="Resample"/> gives.</summary>
    /// <param name="values">The statistic of all cases, then of resamples; NaN among them is left out.</param>
    /// <param name="coverage">Share of the resamples' values inside the interval.</param>
    public static BootstrapInterval OfResampled(IReadOnlyList<double> values, double coverage = 0.95)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!(coverage > 0 && coverage < 1))
            throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "the coverage must be between 0 and 1");
        var resampled = values.Skip(1).Where(value => !double.IsNaN(value)).ToList();
        resampled.Sort();
        return new BootstrapInterval(values[0], Quantile(resampled, (1 - coverage) / 2), Quantile(resampled, (1 + coverage) / 2));
    }

    /// <summary>Value and interval, such as <c>0.912 [0.890, 0.931]</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value:F3} [{Low:F3}, {High:F3}]");

    /// <summary>Draws resample r: as many cases as there are, with replacement.</summary>
    internal static void Draw(ulong seed, int resample, Span<int> drawn)
    {
        var draws = new Philox(seed, (ulong)resample);
        foreach (ref var index in drawn) index = draws.NextBelow(drawn.Length);
    }

    /// <summary>Linear between order statistics, the first being the 0 and the last the 1 quantile.</summary>
    private static double Quantile(List<double> sorted, double share)
    {
        if (sorted.Count == 0) return double.NaN;
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        return below + 1 == sorted.Count ? sorted[below] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
}
