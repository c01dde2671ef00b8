using System.Globalization;
using EcgCmrNative.Models.Evaluation.Metrics;

namespace EcgCmrNative.Models.Evaluation.Calibration;

/// <summary>
/// A threshold above which a case is called positive. Choose it on validation cases, not on those that the model is measured on. Of
/// thresholds that are equally good the highest is taken.
/// </summary>
/// <param name="Name"><c>youden</c>, <c>max_f1</c>, <c>sensitivity_0.9</c>, <c>specificity_0.95</c>.</param>
/// <param name="Value">Cases with a higher score are called positive; NaN if the criterion has no value, such as without both
/// classes.</param>
/// <param name="Chosen">How it was chosen, in words, with sensitivity and specificity on the cases it was chosen on.</param>
public sealed record DecisionThreshold(string Name, double Value, string Chosen)
{
    /// <summary>Shares are compared with this tolerance, so that 9 of 10 is a share of 0.9.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The largest sensitivity + specificity − 1 (Youden 1950).</summary>
    /// <param name="truth">True for positive cases.</param>
    /// <param name="scores">A higher score means that the case is likelier to be positive.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a score is NaN.</exception>
    public static DecisionThreshold Youden(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores) => Best(
        "youden", "largest sensitivity + specificity − 1 (Youden's J)", truth, scores,
        confusion => confusion.Sensitivity + confusion.Specificity - 1);

    /// <summary>The largest F1 of the positive class.</summary>
    /// <inheritdoc cref="Youden"/>
    public static DecisionThreshold MaximumF1(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores) => Best(
        "max_f1", "largest F1", truth, scores,
        confusion => confusion.TruePositives + confusion.FalseNegatives > 0 ? confusion.F1 : double.NaN);

    /// <summary>The highest threshold with at least a sensitivity.</summary>
    /// <param name="sensitivity">From 0 to 1.</param>
    /// <param name="truth">True for positive cases.</param>
    /// <param name="scores">A higher score means that the case is likelier to be positive.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is NaN, or the sensitivity is not from 0 to 1.</exception>
    public static DecisionThreshold AtSensitivity(double sensitivity, ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores)
    {
        if (!(sensitivity is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(sensitivity), sensitivity, "the sensitivity must be from 0 to 1");
        return Best(
            Text("sensitivity_", sensitivity), Text("largest specificity with a sensitivity of at least ", sensitivity), truth, scores,
            confusion => confusion.Sensitivity >= sensitivity - Rounding ? confusion.Specificity : double.NaN);
    }

    /// <summary>The threshold with the largest sensitivity that has at least a specificity.</summary>
    /// <param name="specificity">From 0 to 1.</param>
    /// <param name="truth">True for positive cases.</param>
    /// <param name="scores">A higher score means that the case is likelier to be positive.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is NaN, or the specificity is not from 0 to 1.</exception>
    public static DecisionThreshold AtSpecificity(double specificity, ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores)
    {
        if (!(specificity is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(specificity), specificity, "the specificity must be from 0 to 1");
        return Best(
            Text("specificity_", specificity), Text("largest sensitivity with a specificity of at least ", specificity), truth, scores,
            confusion => confusion.Specificity >= specificity - Rounding ? confusion.Sensitivity : double.NaN);
    }

    private static DecisionThreshold Best(
        string name, string chosen, ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores, Func<ConfusionMatrix, double> criterion)
    {
        OperatingPoint? best = null;
        var bestValue = double.NegativeInfinity;
        foreach (var point in new RankedScores(truth, scores).OperatingPoints())
        {
            // A NaN is never larger.
            var value = criterion(point.Confusion);
            if (value > bestValue + Rounding) (best, bestValue) = (point, value);
        }
        if (best is not { } found) return new DecisionThreshold(name, double.NaN, $"{chosen}: not defined for these cases");
        return new DecisionThreshold(name, found.Threshold, string.Create(
            CultureInfo.InvariantCulture,
            $"{chosen}: sensitivity {found.Confusion.Sensitivity:0.###}, specificity {found.Confusion.Specificity:0.###}"
            + $" on {truth.Length} cases"));
    }

    private static string Text(string before, double value) => string.Create(CultureInfo.InvariantCulture, $"{before}{value:0.####}");
}
