using System.Globalization;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>The numbers that an option accepts.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="LowOpen">True if the lower end itself is not accepted.</param>
/// <param name="HighOpen">True if the upper end itself is not accepted.</param>
internal sealed record NumberRange(double Low, double High, bool LowOpen = false, bool HighOpen = false)
{
    /// <summary>Numbers above 0, which is not accepted itself.</summary>
    public static NumberRange PositiveUpTo(double high) => new(0, high, LowOpen: true);

    public static NumberRange From(double low, double high) => new(low, high);

    /// <summary>True for a finite number within the ends.</summary>
    public bool Contains(double value) =>
        double.IsFinite(value) && (LowOpen ? value > Low : value >= Low) && (HighOpen ? value < High : value <= High);

    /// <summary>As the end of "must be …".</summary>
    public override string ToString()
    {
        var low = LowOpen ? $"above {Text(Low)}" : $"at least {Text(Low)}";
        return !LowOpen && !HighOpen ? $"from {Text(Low)} to {Text(High)}"
            : LowOpen && HighOpen ? $"between {Text(Low)} and {Text(High)}"
            : $"{low} and {(HighOpen ? "below" : "at most")} {Text(High)}";
    }

    /// <summary>As a sentence of the help.</summary>
    public string Sentence()
    {
        var text = ToString();
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }

    private static string Text(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
