namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>
/// The independent units that cases belong to, such as people with several recordings. A metric takes one weight for each unit: how often
/// it is counted. No units: each case is its own. No weights: all count once.
/// </summary>
internal static class Units
{
    /// <summary>The unit of each case.</summary>
    /// <exception cref="ArgumentException">Not one unit per case, or a negative number.</exception>
    public static int[] Of(ReadOnlySpan<int> units, int cases)
    {
        if (units.IsEmpty) return [.. Enumerable.Range(0, cases)];
        if (units.Length != cases) throw new ArgumentException($"{units.Length} units for {cases} cases; pass one unit per case");
        foreach (var unit in units)
        {
            if (unit < 0) throw new ArgumentException($"the unit {unit} is negative; units are counted from 0");
        }
        return units.ToArray();
    }

    /// <summary>How many units there are at least.</summary>
    public static int Count(int[] units) => units.Length == 0 ? 0 : units.Max() + 1;

    /// <summary>A weight for each unit; 1 if none are given.</summary>
    /// <exception cref="ArgumentException">There are fewer weights than units.</exception>
    public static ReadOnlySpan<double> Weights(ReadOnlySpan<double> weights, int count)
    {
        if (weights.IsEmpty && count > 0)
        {
            var ones = new double[count];
            Array.Fill(ones, 1);
            return ones;
        }
        if (weights.Length < count) throw new ArgumentException($"{weights.Length} weights for {count} units; pass one weight per unit");
        return weights[..count];
    }
}
