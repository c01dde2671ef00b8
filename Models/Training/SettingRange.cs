namespace EcgCmrNative.Models.Training;

/// <summary>Refuses numbers of options records that are out of range; NaN and infinity always are. The messages name the setting.</summary>
internal static class SettingRange
{
    /// <summary>Refuses a number that is not above 0.</summary>
    /// <param name="value">The number.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="property">Its property.</param>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public static void Positive(double value, string what, string property) =>
        Require(value > 0 && double.IsFinite(value), value, what, "a number above 0", property);

    /// <summary>Refuses a number below a limit.</summary>
    /// <inheritdoc cref="Positive"/>
    public static void AtLeast(double value, double low, string what, string property) =>
        Require(value >= low && double.IsFinite(value), value, what, FormattableString.Invariant($"at least {low}"), property);

    /// <summary>Refuses a number outside of two limits, which are accepted themselves.</summary>
    /// <inheritdoc cref="Positive"/>
    public static void From(double value, double low, double high, string what, string property) =>
        Require(value >= low && value <= high, value, what, FormattableString.Invariant($"from {low} to {high}"), property);

    /// <summary>Refuses a number that is not finite.</summary>
    /// <inheritdoc cref="Positive"/>
    public static void Finite(double value, string what, string property) =>
        Require(double.IsFinite(value), value, what, "a finite number", property);

    private static void Require(bool isInRange, double value, string what, string range, string property)
    {
        if (!isInRange) throw new ArgumentException(FormattableString.Invariant($"{what} must be {range}, not {value}"), property);
    }
}
