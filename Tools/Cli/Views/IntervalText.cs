using System.Globalization;
using EcgCmrNative.Models.Evaluation;

namespace EcgCmrNative.Cli.Views;

/// <summary>Intervals as text. One case has none.</summary>
internal static class IntervalText
{
    private const string None = "no interval";

    /// <summary>Both ends, such as <c>0.61 to 0.74</c>.</summary>
    public static string Of(double low, double high, Func<double, string> format) =>
        double.IsNaN(low) || double.IsNaN(high) ? None : $"{format(low)} to {format(high)}";

    /// <summary>Both ends in a format.</summary>
    public static string Of(double low, double high, string format) =>
        Of(low, high, value => value.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>Value and interval, such as <c>0.68 [0.61, 0.74]</c>.</summary>
    public static string WithValue(BootstrapInterval interval, Func<double, string> format) =>
        double.IsNaN(interval.Low) || double.IsNaN(interval.High)
            ? $"{format(interval.Value)} ({None})"
            : $"{format(interval.Value)} [{format(interval.Low)}, {format(interval.High)}]";
}
