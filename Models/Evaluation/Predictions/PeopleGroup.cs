using System.Globalization;

namespace EcgCmrNative.Models.Evaluation.Predictions;

/// <summary>A subgroup of the cases.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Cases">Their numbers.</param>
public sealed record PeopleGroup(string Name, int[] Cases)
{
    /// <summary>One group for each value of a column, such as sex or centre, in the order of the text; cases without a value are in
    /// none.</summary>
    /// <param name="column">The value of each case; null or empty if it is missing.</param>
    public static IReadOnlyList<PeopleGroup> ByText(IReadOnlyList<string?> column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return
        [
            .. Enumerable.Range(0, column.Count).Where(i => !string.IsNullOrEmpty(column[i]))
                .GroupBy(i => column[i]!, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new PeopleGroup(group.Key, [.. group])),
        ];
    }

    /// <summary>
    /// Groups of a number, such as age in years: with the bounds 50 and 65 <c>age &lt; 50</c>, <c>50 ≤ age &lt; 65</c>, <c>age ≥ 65</c>.
    /// Cases without a number are in none.
    /// </summary>
    /// <param name="name">Name of the number.</param>
    /// <param name="values">Of each case; NaN if it is missing.</param>
    /// <param name="bounds">Increasing; a value equal to a bound belongs above it.</param>
    /// <exception cref="ArgumentException">Bounds do not increase.</exception>
    public static IReadOnlyList<PeopleGroup> ByBounds(string name, IReadOnlyList<double> values, params IReadOnlyList<double> bounds)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(bounds);
        if (bounds.Count == 0 || bounds.Zip(bounds.Skip(1)).Any(pair => !(pair.First < pair.Second)))
            throw new ArgumentException($"the bounds [{string.Join(", ", bounds.Select(Text))}] must be increasing numbers");
        return
        [
            .. Enumerable.Range(0, bounds.Count + 1).Select(group => new PeopleGroup(
                group == 0 ? $"{name} < {Text(bounds[0])}"
                : group == bounds.Count ? $"{name} ≥ {Text(bounds[^1])}"
                : $"{Text(bounds[group - 1])} ≤ {name} < {Text(bounds[group])}",
                [.. Enumerable.Range(0, values.Count).Where(i =>
                    !double.IsNaN(values[i]) && bounds.Count(bound => values[i] >= bound) == group)])),
        ];
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
