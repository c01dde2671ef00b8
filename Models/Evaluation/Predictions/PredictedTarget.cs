using EcgCmrNative.Models.Evaluation.Intervals;

namespace EcgCmrNative.Models.Evaluation.Predictions;

/// <summary>True and predicted values of some cases: <see cref="BinaryTarget"/>, <see cref="ClassTarget"/>, <see cref="LabelsTarget"/>,
/// <see cref="NumbersTarget"/> or <see cref="SurvivalTarget"/>. A case is a recording; a person may have several.</summary>
public abstract class PredictedTarget
{
    private protected PredictedTarget()
    {
    }

    /// <summary>Number of cases, those with a missing truth included.</summary>
    public abstract int Cases { get; }

    /// <summary>Some of the cases.</summary>
    /// <param name="cases">Their numbers; one may occur several times.</param>
    public abstract PredictedTarget Take(IReadOnlyList<int> cases);

    /// <summary>The metrics of each label.</summary>
    /// <param name="people">The person of each case, counted from 0.</param>
    /// <param name="options">What is too few, and settings of metrics.</param>
    internal abstract IReadOnlyList<LabelMetrics> Prepare(int[] people, EvaluationOptions options);

    /// <summary>The rows with these numbers, one after the other.</summary>
    private protected static T[] Rows<T>(T[] values, int width, IReadOnlyList<int> rows)
    {
        var taken = new T[rows.Count * width];
        for (var i = 0; i < rows.Count; i++) values.AsSpan(rows[i] * width, width).CopyTo(taken.AsSpan(i * width));
        return taken;
    }

    /// <summary>A column of a matrix.</summary>
    private protected static double[] Column(double[] values, int width, int column)
    {
        var taken = new double[values.Length / width];
        for (var i = 0; i < taken.Length; i++) taken[i] = values[i * width + column];
        return taken;
    }

    /// <summary>Throws unless both have one value per case and name.</summary>
    private protected static void RequireMatrices(IReadOnlyList<string> names, double[] truth, double[] predictions)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(predictions);
        if (names.Count == 0) throw new ArgumentException("there must be at least one name of a label or phenotype");
        if (truth.Length != predictions.Length || truth.Length % names.Count != 0)
        {
            throw new ArgumentException(
                $"{truth.Length} true and {predictions.Length} predicted values do not fit cases with {names.Count} values each");
        }
    }

    private protected static string? TooFewPeople(IEnumerable<int> people, EvaluationOptions options)
    {
        var count = people.Distinct().Count();
        return count < options.MinPeople ? $"too few people: {count} with a known value, at least {options.MinPeople} are needed" : null;
    }

    private protected static string? TooFew(string what, int count, EvaluationOptions options) =>
        count < options.MinEvents ? $"too few {what}: {count}, at least {options.MinEvents} are needed" : null;
}

/// <summary>The metrics of a label.</summary>
/// <param name="Label">The label; null for a target that has one.</param>
/// <param name="Truth">Of every case; NaN if it is missing. Predictions of the same cases have the same.</param>
/// <param name="Events">Positive cases or events; null if there is no such thing.</param>
/// <param name="Metrics">To be resampled.</param>
/// <param name="Obstacle">Why no metric can be given; null if they can.</param>
internal sealed record LabelMetrics(
    string? Label, double[] Truth, int? Events, Func<WeightedMetrics> Metrics, string? Obstacle);
