using System.Globalization;

namespace EcgCmrNative.Cli.Reports;

/// <summary>A range of numbers with ticks at round values.</summary>
internal readonly record struct ChartAxis
{
    private const int TicksWanted = 5;
    private readonly double _step;

    private ChartAxis(double low, double high, double step) => (Low, High, _step) = (low, high, step);

    public double Low { get; }

    public double High { get; }

    /// <summary>
    /// The axis that holds all values and ends at ticks, or, when <paramref name="tight"/>, at the values themselves; with ticks at whole
    /// numbers only, when <paramref name="whole"/>.
    /// </summary>
    public static ChartAxis For(IEnumerable<double> values, bool tight = false, bool whole = false)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        if (high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            var margin = low == 0 ? 1 : 0.1 * Math.Abs(low);
            (low, high) = (low - margin, high + margin);
        }
        var step = RoundStep((high - low) / TicksWanted);
        if (whole) step = Math.Max(1, step);
        return tight
            ? new ChartAxis(low, high, step)
            : new ChartAxis(Math.Floor(low / step + 1e-9) * step, Math.Ceiling(high / step - 1e-9) * step, step);
    }

    /// <summary>Round values on the axis.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            var (step, high) = (_step, High);
            for (var i = Math.Ceiling(Low / step - 1e-9); i * step <= high + 1e-9 * step; i++) yield return i * step;
        }
    }

    /// <summary>Where a value lies, from 0 to 1.</summary>
    public double Share(double value) => (value - Low) / (High - Low);

    /// <summary>A tick's number, with as many digits as its neighbours need.</summary>
    public string Text(double tick)
    {
        var size = Math.Max(Math.Abs(Low), Math.Abs(High));
        if (size >= 1e5 || size < 1e-3) return tick == 0 ? "0" : tick.ToString("0.##e0", CultureInfo.InvariantCulture);
        var digits = Math.Max(0, -(int)Math.Floor(Math.Log10(_step) + 1e-9));
        return tick.ToString($"F{digits}", CultureInfo.InvariantCulture).Replace("-0", tick == 0 ? "0" : "-0", StringComparison.Ordinal);
    }

    /// <summary>The next larger of 1, 2 and 5 times a power of ten.</summary>
    private static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        var factor = step / power;
        return power * (factor <= 1.0001 ? 1 : factor <= 2.0001 ? 2 : factor <= 5.0001 ? 5 : 10);
    }
}
