namespace EcgCmrNative.Cli.Drawing;

/// <summary>A signal as a line in a rectangle.</summary>
internal static class Trace
{
    /// <summary>From the lowest to the highest value, with some room around; NaN does not count.</summary>
    public static (double Low, double High) Range(ReadOnlySpan<float> values)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values) (low, high) = (double.MinNumber(low, value), double.MaxNumber(high, value));
        if (!(high > low)) (low, high) = (double.IsFinite(low) ? low - 1 : -1, double.IsFinite(low) ? low + 1 : 1);
        var margin = 0.12 * (high - low);
        return (low - margin, high + margin);
    }

    /// <summary>Draws; values outside the range lie on its edge, NaN in the middle.</summary>
    public static void Draw(
        Canvas canvas, ReadOnlySpan<float> values, (double Low, double High) range, (int X, int Y, int Width, int Height) place,
        double width, Rgb colour)
    {
        var points = new (double X, double Y)[values.Length];
        for (var t = 0; t < values.Length; t++)
        {
            var share = Math.Clamp((range.High - values[t]) / (range.High - range.Low), 0, 1);
            points[t] = (place.X + (t + 0.5) * place.Width / values.Length, place.Y + (double.IsNaN(share) ? 0.5 : share) * place.Height);
        }
        canvas.Line(points, width, colour);
    }
}
