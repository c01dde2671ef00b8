using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Models.Training.FineTuning;

/// <summary>
/// Finds targets that are probably not what they should be: a number that follows the order of people, as identifiers and dates of
/// recording do, and a target that is another one under a second name.
/// </summary>
internal static class LabelLeaks
{
    /// <summary>Fewer different values may be in order by accident.</summary>
    private const int FewestValues = 10;

    /// <summary>A warning about a target; null if nothing is suspicious.</summary>
    /// <param name="target">The target.</param>
    /// <param name="before">The targets that were named before it.</param>
    /// <param name="labelNames">The labels of the records.</param>
    /// <param name="records">All records.</param>
    /// <param name="training">The rows of the training set; no other is looked at.</param>
    public static string? Find(
        PredictionTarget target, IEnumerable<PredictionTarget> before, IReadOnlyList<string> labelNames,
        IReadOnlyList<CohortRecord> records, IReadOnlyList<int> training)
    {
        var values = Column(target.Name);
        foreach (var other in before)
        {
            if (IsOneToOne(values, Column(other.Name)))
                return $"warning: target '{target.Name}' says the same as target '{other.Name}'; one of them is a copy";
        }
        if (target.Kind != TargetKind.Number) return null;
        if (IsInOrder(training.Zip(values, (row, value) => (Key: (double)row, value))))
            return $"warning: target '{target.Name}' follows the order of the recordings, as an identifier or a date does; "
                + "check that it is the quantity you want";
        var numbers = training.Select(row => NumberIn(records[row].Patient));
        return IsInOrder(numbers.Zip(values))
            ? $"warning: target '{target.Name}' follows the numbers in the people's names, as an identifier does; "
                + "check that it is the quantity you want"
            : null;

        double[] Column(string name)
        {
            var column = labelNames.ToList().IndexOf(name);
            return [.. training.Select(row => (double)records[row].Labels[column])];
        }
    }

    /// <summary>True if values rise or fall throughout with the keys, which all have.</summary>
    private static bool IsInOrder(IEnumerable<(double Key, double Value)> pairs)
    {
        (double Key, double Value)[] known = [.. pairs.Where(pair => !double.IsNaN(pair.Value)).OrderBy(pair => pair.Key)];
        if (known.Any(pair => double.IsNaN(pair.Key)) || known.Select(pair => pair.Value).Distinct().Count() < FewestValues) return false;
        var steps = known.Zip(known.Skip(1), (a, b) => (Keys: b.Key - a.Key, Values: b.Value - a.Value))
            .Where(step => step.Keys > 0).ToArray();
        return steps.All(step => step.Values >= 0) || steps.All(step => step.Values <= 0);
    }

    /// <summary>True if each value of one stands for one value of the other, and both are known for the same rows.</summary>
    private static bool IsOneToOne(double[] first, double[] second)
    {
        var (there, back) = (new Dictionary<double, double>(), new Dictionary<double, double>());
        for (var i = 0; i < first.Length; i++)
        {
            if (double.IsNaN(first[i]) != double.IsNaN(second[i])) return false;
            if (double.IsNaN(first[i])) continue;
            if (there.TryAdd(first[i], second[i]) != back.TryAdd(second[i], first[i]) || there[first[i]] != second[i]) return false;
        }
        // Two numbers that differ for everybody are one-to-one without being copies; equal ones are.
        return there.Count < FewestValues || there.All(pair => pair.Key == pair.Value);
    }

    /// <summary>The last number in a name; NaN without one.</summary>
    private static double NumberIn(string name)
    {
        var end = name.Length;
        while (end > 0 && !char.IsAsciiDigit(name[end - 1])) end--;
        var start = end;
        while (start > 0 && char.IsAsciiDigit(name[start - 1])) start--;
        return start < end ? double.Parse(name[start..end], System.Globalization.CultureInfo.InvariantCulture) : double.NaN;
    }
}
