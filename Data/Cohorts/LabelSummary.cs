namespace EcgCmrNative.Data.Cohorts;

/// <summary>The values of a label in some recordings.</summary>
/// <param name="Known">Recordings with a value.</param>
/// <param name="Missing">Recordings without one.</param>
/// <param name="IsBinary">True if there are values, and all are 0 or 1.</param>
/// <param name="Ones">Values that are 1.</param>
/// <param name="Mean">Their mean; of 0 and 1 the prevalence. NaN without values.</param>
/// <param name="Deviation">Their standard deviation, of a sample; NaN with fewer than two.</param>
/// <param name="Lowest">The lowest; NaN without values.</param>
/// <param name="Highest">The highest; NaN without values.</param>
public sealed record LabelSummary(
    int Known, int Missing, bool IsBinary, int Ones, double Mean, double Deviation, double Lowest, double Highest)
{
    /// <summary>Summarises values.</summary>
    /// <param name="values">One for each recording; NaN if it is missing.</param>
    public static LabelSummary Of(IEnumerable<float> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var all = values.ToArray();
        double[] known = [.. all.Where(value => !float.IsNaN(value))];
        var mean = known.Length > 0 ? known.Average() : double.NaN;
        return new LabelSummary(
            known.Length, all.Length - known.Length, known.Length > 0 && known.All(value => value is 0 or 1),
            known.Count(value => value == 1), mean,
            known.Length > 1 ? Math.Sqrt(known.Sum(value => (value - mean) * (value - mean)) / (known.Length - 1)) : double.NaN,
            known.Length > 0 ? known.Min() : double.NaN, known.Length > 0 ? known.Max() : double.NaN);
    }
}
