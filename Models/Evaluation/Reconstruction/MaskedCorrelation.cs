namespace EcgCmrNative.Models.Evaluation.Reconstruction;

/// <summary>The normalised cross-correlation (NCC, Pearson's correlation) of a signal and its reconstruction over the masked samples
/// alone.</summary>
internal static class MaskedCorrelation
{
    /// <summary>Computes it.</summary>
    /// <returns>0 for a prediction that does not vary; null for a signal that does not vary there, or has nothing masked.</returns>
    public static double? Of(ReadOnlySpan<float> signal, ReadOnlySpan<double> prediction, ReadOnlySpan<bool> visible)
    {
        double sumX = 0, sumY = 0;
        var count = 0;
        for (var t = 0; t < signal.Length; t++)
        {
            if (visible[t]) continue;
            sumX += signal[t];
            sumY += prediction[t];
            count++;
        }
        double xx = 0, yy = 0, xy = 0;
        for (var t = 0; t < signal.Length; t++)
        {
            if (visible[t]) continue;
            var (x, y) = (signal[t] - sumX / count, prediction[t] - sumY / count);
            xx += x * x;
            yy += y * y;
            xy += x * y;
        }
        // A rounding error is not variation.
        if (!(xx > count * 1e-12 * Math.Max(1e-12, sumX * sumX / count / count))) return null;
        return yy > 0 ? Math.Clamp(xy / Math.Sqrt(xx) / Math.Sqrt(yy), -1, 1) : 0;
    }
}
