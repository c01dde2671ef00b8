using System.Globalization;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>The kinds of values that options have.</summary>
internal static class Values
{
    private const int LongestNames = 30;

    /// <summary>A seed.</summary>
    public static ValueKind<ulong> Seed { get; } = new("N", ParseSeed, seed => seed.ToString(CultureInfo.InvariantCulture))
    {
        Range = "From 0 to 2^64 - 1.",
    };

    /// <summary>True or false, the only words that the parser takes as the value of a switch; the option's name alone is true.</summary>
    public static ValueKind<bool> Switch { get; } = Named([("true", true), ("false", false)]);

    /// <summary>A file, a folder, a name that only the data know.</summary>
    public static ValueKind<string> Text(string unit) => new(unit, ParseText, text => text);

    /// <summary>A whole number.</summary>
    /// <param name="unit">What help shows in place of a value.</param>
    /// <param name="range">The numbers that are accepted, within those of an int.</param>
    public static ValueKind<int> Whole(string unit, NumberRange range) => new(
        unit,
        (string word, out int value) =>
        {
            var isNumber = long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            value = (int)Math.Clamp(number, int.MinValue, int.MaxValue);
            return !isNumber ? $"must be a whole number, {range}" : range.Contains(number) ? null : $"must be {range}";
        },
        value => value.ToString(CultureInfo.InvariantCulture))
    {
        Range = range.Sentence(),
    };

    /// <summary>A finite number.</summary>
    /// <param name="unit">What help shows in place of a value.</param>
    /// <param name="range">The numbers that are accepted.</param>
    public static ValueKind<double> Number(string unit, NumberRange range) => new(
        unit,
        (string word, out double value) => !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
                || !double.IsFinite(value)
            ? $"must be a number, such as 0.5 or 1e-3, {range}"
            : range.Contains(value) ? null : $"must be {range}",
        Print)
    {
        Range = range.Sentence(),
    };

    /// <summary>Numbers with commas between them.</summary>
    public static ValueKind<IReadOnlyList<double>> Numbers(string unit, int least, NumberRange range) => new(
        unit,
        (string word, out IReadOnlyList<double> values) =>
        {
            var number = Number(unit, range);
            var list = new List<double>();
            values = list;
            foreach (var part in word.Split(',', StringSplitOptions.TrimEntries))
            {
                if (number.Parse(part, out var value) is not null) return Expected();
                list.Add(value);
            }
            return list.Count < least ? Expected() : null;

            string Expected() => $"must be {least} or more numbers {range}, separated by commas";
        },
        values => string.Join(',', values.Select(Print)))
    {
        Range = range.Sentence(),
    };

    /// <summary>One of some names.</summary>
    public static ValueKind<string> OneOf(params IReadOnlyList<string> names) =>
        Named([.. names.Select(name => (name, name))]);

    /// <summary>A value that has a name.</summary>
    public static ValueKind<T> Named<T>(IReadOnlyDictionary<string, T> names) =>
        Named([.. names.Select(name => (name.Key, name.Value))]);

    /// <summary>A member of an enumeration, written in lower case with hyphens.</summary>
    public static ValueKind<T> Enumeration<T>() where T : struct, Enum =>
        Named([.. Enum.GetValues<T>().Select(value => (Hyphenated(value.ToString()), value))]);

    /// <summary>Members of an enumeration of flags, with commas between them.</summary>
    /// <param name="unit">What help shows in place of them.</param>
    /// <param name="join">Unites two.</param>
    public static ValueKind<T> Flags<T>(string unit, Func<T, T, T> join) where T : struct, Enum
    {
        var single = Enumeration<T>();
        return single with
        {
            Unit = unit,
            Parse = (string word, out T value) =>
            {
                value = default;
                foreach (var part in word.Split(','))
                {
                    if (single.Parse(part, out var member) is { } complaint) return complaint;
                    value = join(value, member);
                }
                return null;
            },
            Print = value => string.Join(',', value.ToString().Split(", ").Select(Hyphenated)),
        };
    }

    /// <summary>A number as short as it reads back: 1e-05 as 1e-5.</summary>
    public static string Print(double value)
    {
        if (value == 0 || Math.Abs(value) is >= 1e-3 and < 1e6) return value.ToString("0.############", CultureInfo.InvariantCulture);
        return value.ToString("0.############e0", CultureInfo.InvariantCulture);
    }

    private static ValueKind<T> Named<T>((string Name, T Value)[] names)
    {
        string[] all = [.. names.Select(name => name.Name)];
        return new ValueKind<T>(
            UnitOf(all),
            (string word, out T value) =>
            {
                var index = Array.FindIndex(all, name => name.Equals(word, StringComparison.OrdinalIgnoreCase));
                value = index < 0 ? default! : names[index].Value;
                return index >= 0 ? null : $"must be one of {string.Join(", ", all)}{Suggestion.DidYouMean(word, all)}";
            },
            value => all[Array.FindIndex(names, name => EqualityComparer<T>.Default.Equals(name.Value, value))])
        {
            Names = all,
        };
    }

    /// <summary>Few names stand in place of the value; many are listed in the text.</summary>
    private static string UnitOf(IReadOnlyList<string> names) =>
        string.Join('|', names) is { Length: <= LongestNames } joined ? joined : "NAME";

    private static string Hyphenated(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) && i > 0 ? $"-{char.ToLowerInvariant(letter)}"
            : $"{char.ToLowerInvariant(letter)}"));

    private static string? ParseText(string word, out string value)
    {
        value = word;
        return word.Length == 0 ? "must not be empty" : null;
    }

    private static string? ParseSeed(string word, out ulong value) =>
        ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            ? null
            : $"must be a whole number from 0 to {ulong.MaxValue}";
}
