using EcgCmrNative.Models.Evaluation.Metrics;

namespace EcgCmrNative.Models.Evaluation.Intervals;

/// <summary>Computes metrics with every person counted a number of times.</summary>
/// <param name="weights">How often each person is counted; a person may have several cases, or none.</param>
/// <param name="values">One value per metric; NaN if it has none.</param>
public delegate void WeightedCompute(ReadOnlySpan<double> weights, Span<double> values);

/// <summary>Metrics of some cases that can be recomputed for resampled people without a copy of the cases.</summary>
/// <param name="Names">The metrics.</param>
/// <param name="Compute">Gives their values; called by several threads at a time.</param>
public sealed record WeightedMetrics(IReadOnlyList<string> Names, WeightedCompute Compute)
{
    /// <summary><c>rmse</c>, <c>mae</c>, <c>pcc</c>, <c>r2</c> of numbers.</summary>
    /// <param name="truth">True values.</param>
    /// <param name="prediction">Predicted values.</param>
    /// <param name="people">The person of each case, counted from 0; empty if each case is another person.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static WeightedMetrics OfNumbers(
        ReadOnlySpan<double> truth, ReadOnlySpan<double> prediction, ReadOnlySpan<int> people = default)
    {
        var sums = new RegressionSums(truth, prediction, people);
        return new WeightedMetrics(
            ["rmse", "mae", "pcc", "r2"], (weights, values) => (values[0], values[1], values[2], values[3]) = sums.Of(weights));
    }

    /// <summary><c>auroc</c>, <c>auprc</c> of scores.</summary>
    /// <param name="truth">True for positive cases.</param>
    /// <param name="scores">A higher score means that the case is likelier to be positive.</param>
    /// <param name="people">The person of each case, counted from 0; empty if each case is another person.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a score is NaN.</exception>
    public static WeightedMetrics OfScores(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, ReadOnlySpan<int> people = default)
    {
        var ranked = new RankedScores(truth, scores, people);
        return new WeightedMetrics(
            ["auroc", "auprc"], (weights, values) => (values[0], values[1]) = (ranked.Auroc(weights), ranked.AveragePrecision(weights)));
    }

    /// <summary>The mean of a value of each case, such as its log loss.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <param name="values">The value of each case.</param>
    /// <param name="people">The person of each case, counted from 0; empty if each case is another person.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static WeightedMetrics OfMean(string name, ReadOnlySpan<double> values, ReadOnlySpan<int> people = default)
    {
        var unitOf = Units.Of(people, values.Length);
        var sums = new UnitSums(Units.Count(unitOf), 2);
        for (var i = 0; i < values.Length; i++) sums.Add(unitOf[i], 1, values[i]);
        return new WeightedMetrics([name], (weights, results) =>
        {
            var ofUnits = Units.Weights(weights, sums.Units);
            results[0] = sums.Total(1, ofUnits) / sums.Total(0, ofUnits);
        });
    }

    /// <summary>Metrics one after the other.</summary>
    public static WeightedMetrics Join(params IReadOnlyList<WeightedMetrics> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new WeightedMetrics([.. parts.SelectMany(part => part.Names)], (weights, values) =>
        {
            foreach (var part in parts)
            {
                part.Compute(weights, values[..part.Names.Count]);
                values = values[part.Names.Count..];
            }
        });
    }
}
