namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>Counts numbers in bins of equal width, one at a time. Numbers outside the range are counted in the first or last bin.</summary>
public sealed class Histogram
{
    private readonly long[] _counts;

    /// <summary>Makes empty bins.</summary>
    /// <param name="low">Lower end of the first bin.</param>
    /// <param name="high">Upper end of the last bin.</param>
    /// <param name="bins">Number of bins.</param>
    /// <exception cref="ArgumentException">The range is empty or not finite, or there is no bin.</exception>
    public Histogram(double low, double high, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (!(low < high && double.IsFinite(high - low))) throw new ArgumentException($"a histogram from {low} to {high} has no range");
        (Low, High, _counts) = (low, high, new long[bins]);
    }

    /// <summary>Lower end of the first bin.</summary>
    public double Low { get; }

    /// <summary>Upper end of the last bin.</summary>
    public double High { get; }

    /// <summary>How many numbers are in each bin.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <summary>Width of a bin.</summary>
    public double BinWidth => (High - Low) / _counts.Length;

    /// <summary>Counts a number; NaN is left out.</summary>
    public void Add(double value)
    {
        if (double.IsNaN(value)) return;
        var bin = Math.Floor((value - Low) / (High - Low) * _counts.Length);
        _counts[(int)Math.Clamp(bin, 0, _counts.Length - 1)]++;
    }
}
