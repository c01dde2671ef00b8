using EcgCmrNative.Models.Evaluation;

namespace EcgCmrNative.Models.Explanation.Checks;

/// <summary>The share of a map's importance that lies on a known region, and the share that chance would put there.</summary>
/// <param name="Share">Importance on the region over all importance, 0 to 1; NaN for a map without importance.</param>
/// <param name="Chance">The region's share of the places: what a map has on average that knows nothing of the region.</param>
public readonly record struct ImportanceShare(double Share, double Chance)
{
    /// <summary>Measures one map.</summary>
    /// <param name="importance">Not negative; see <see cref="Magnitude"/> and <see cref="AboveMean"/>.</param>
    /// <param name="region">How much of each place is in the region, 0 to 1; as many places.</param>
    /// <exception cref="ArgumentException">Lengths differ, there are no places, or a value is out of range.</exception>
    public static ImportanceShare Of(ReadOnlySpan<double> importance, ReadOnlySpan<double> region)
    {
        if (importance.Length != region.Length || importance.IsEmpty)
            throw new ArgumentException($"{importance.Length} places of a map for {region.Length} of the region", nameof(region));
        var (all, within, area) = (0.0, 0.0, 0.0);
        for (var i = 0; i < importance.Length; i++)
        {
            if (!(importance[i] >= 0) || !(region[i] is >= 0 and <= 1))
                throw new ArgumentException(
                    FormattableString.Invariant($"place {i}: importance {importance[i]} and share of the region {region[i]}; ")
                    + "importance must not be negative and shares must be from 0 to 1");
            all += importance[i];
            within += importance[i] * region[i];
            area += region[i];
        }
        return new ImportanceShare(all > 0 ? within / all : double.NaN, area / importance.Length);
    }

    /// <summary>The importance of signed attributions: their magnitudes.</summary>
    /// <param name="attributions">The attributions.</param>
    public static double[] Magnitude(IReadOnlyList<double> attributions) => [.. attributions.Select(Math.Abs)];

    /// <summary>The importance of similarities, which have no zero: what they are above their mean, and 0 below.</summary>
    /// <param name="similarities">The similarities of one map.</param>
    public static double[] AboveMean(IReadOnlyList<double> similarities)
    {
        ArgumentNullException.ThrowIfNull(similarities);
        var mean = similarities.Average();
        return [.. similarities.Select(value => Math.Max(0, value - mean))];
    }
}

/// <summary>
/// Shares of several people, with 95 % intervals from a bootstrap over them; of fewer than 10 people the intervals are NaN.
/// </summary>
/// <param name="People">People with a share.</param>
/// <param name="Share">The mean share.</param>
/// <param name="Chance">The mean of what chance would give.</param>
/// <param name="AboveChance">The mean difference of the two, paired by person.</param>
public sealed record ImportanceShares(int People, BootstrapInterval Share, BootstrapInterval Chance, BootstrapInterval AboveChance)
{
    /// <summary>A bootstrap over fewer people gives intervals that are far too narrow.</summary>
    private const int FewestPeople = 10;

    /// <summary>Whether the interval of the difference to chance is above 0.</summary>
    public bool IsAboveChance => AboveChance.Low > 0;

    /// <summary>Summarises people, one map each.</summary>
    /// <param name="shares">The shares; people whose map has no importance are left out.</param>
    /// <param name="resamples">Resamples of the bootstrap.</param>
    /// <param name="seed">Of the resamples.</param>
    public static ImportanceShares Of(IEnumerable<ImportanceShare> shares, int resamples = 2000, ulong seed = 0)
    {
        ImportanceShare[] known = [.. shares.Where(share => !double.IsNaN(share.Share))];
        return new ImportanceShares(
            known.Length, Mean(share => share.Share), Mean(share => share.Chance), Mean(share => share.Share - share.Chance));

        BootstrapInterval Mean(Func<ImportanceShare, double> value) => MeanOf([.. known.Select(value)], resamples, seed);
    }

    /// <summary>The mean of a number of each person with its interval.</summary>
    internal static BootstrapInterval MeanOf(double[] values, int resamples, ulong seed = 0) =>
        Known(BootstrapInterval.OfResampled(Resampled(values, resamples, seed)), values.Length);

    /// <summary>[1 + resamples]: the mean of all people, then of resampled ones.</summary>
    internal static double[] Resampled(double[] values, int resamples, ulong seed) => BootstrapInterval.Resample(
        values.Length,
        people =>
        {
            var sum = 0.0;
            foreach (var person in people) sum += values[person];
            return sum / people.Length;
        },
        resamples, seed);

    /// <summary>An interval, or its value alone if there are too few people.</summary>
    internal static BootstrapInterval Known(BootstrapInterval interval, int people) =>
        people < FewestPeople ? interval with { Low = double.NaN, High = double.NaN } : interval;
}
