namespace EcgCmrNative.Data.Images;

/// <summary>
/// The intensity that divides values into two classes with the largest variance between them. Source: Otsu, "A threshold selection method
/// from gray-level histograms", IEEE Trans. Systems, Man and Cybernetics 9, 1979.
/// </summary>
internal sealed class OtsuThreshold(float low, float high)
{
    private readonly long[] _bins = new long[256];

    public void Count(float value)
    {
        if (float.IsFinite(value)) _bins[BinOf(value)]++;
    }

    /// <summary>The means of the darker and of the brighter class; both the lower end of the range where all are alike.</summary>
    public (float Dark, float Bright) ClassMeans()
    {
        double total = _bins.Sum(), sum = _bins.Select((count, bin) => (double)count * bin).Sum();
        var (below, sumBelow, best, dark, bright) = (0.0, 0.0, -1.0, 0.0, 0.0);
        for (var bin = 0; bin < _bins.Length; bin++)
        {
            below += _bins[bin];
            sumBelow += (double)_bins[bin] * bin;
            if (below == 0 || below == total) continue;
            var (meanBelow, meanAbove) = (sumBelow / below, (sum - sumBelow) / (total - below));
            var between = below * (total - below) * Square(meanBelow - meanAbove);
            if (between > best) (best, dark, bright) = (between, meanBelow, meanAbove);
        }
        return best < 0 ? (low, low) : (Intensity(dark), Intensity(bright));

        // The value of a bin is its centre.
        float Intensity(double bin) => low + (float)((bin + 0.5) * (high - low) / _bins.Length);
    }

    private int BinOf(float value) => high > low ? Math.Clamp((int)((value - low) / (high - low) * _bins.Length), 0, _bins.Length - 1) : 0;

    private static double Square(double value) => value * value;
}
