using EcgCmrNative.Kernels.Activation;

namespace EcgCmrNative.Models.Evaluation.Intervals;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>The probability of a value at least as far from 0 on either side.</summary>
    public static double TwoSided(double z) => ErrorFunction.Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>How many standard deviations on both sides of 0 hold a share of the values: 1.95996… for 0.95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The coverage is not between 0 and 1.</exception>
    public static double HalfWidth(double coverage)
    {
        if (!(coverage > 0 && coverage < 1))
            throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "the coverage must be between 0 and 1");
        // erfc falls steadily: halving finds the place to the last bit.
        var (low, high) = (0.0, 40.0);
        for (var middle = 20.0; middle > low && middle < high; middle = (low + high) / 2)
        {
            if (TwoSided(middle) > 1 - coverage) low = middle;
            else high = middle;
        }
        return low;
    }
}
