using EcgCmrNative.Cli.Drawing;

namespace EcgCmrNative.Cli.Explanations;

/// <summary>The colours of a map: from blue over paper to red if it is signed, from paper to orange otherwise.</summary>
/// <param name="Largest">The value with the full colour. One field in a hundred may be beyond.</param>
/// <param name="IsSigned">Whether values have a direction.</param>
internal sealed record HeatScale(double Largest, bool IsSigned)
{
    private const double Beyond = 0.01;

    public static readonly Rgb Paper = new(255, 252, 250);
    private static readonly Rgb Red = new(214, 69, 80);
    private static readonly Rgb Blue = new(76, 130, 196);
    private static readonly Rgb Orange = new(217, 122, 40);

    /// <summary>The scale of some fields.</summary>
    public static HeatScale Of(IReadOnlyList<double> fields, bool isSigned)
    {
        double[] sorted = [.. fields.Select(Math.Abs).Order()];
        var largest = sorted[(int)((1 - Beyond) * (sorted.Length - 1))];
        return new HeatScale(largest > 0 ? largest : sorted[^1], isSigned);
    }

    public Rgb Colour(double value)
    {
        var share = Largest > 0 ? Math.Clamp(value / Largest, -1, 1) : 0;
        var full = !IsSigned ? Orange : share < 0 ? Blue : Red;
        return Rgb.Mix(Paper, full, Math.Abs(share));
    }
}
