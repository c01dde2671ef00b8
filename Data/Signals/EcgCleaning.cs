using System.Buffers;

namespace EcgCmrNative.Data.Signals;

/// <summary>
/// Cleans one recording as the published implementation does: missing values, outliers, baseline wander. Normalisation is a step of
/// its own, <see cref="LeadNormalization"/>.
/// </summary>
/// <param name="ClampDeviations">Samples are limited to ± this many standard deviations, taken over all leads together.</param>
/// <param name="BaselineSmoothness">λ of <see cref="AsymmetricLeastSquares"/>; tuned for 500 Hz.</param>
/// <param name="BaselineAsymmetry">p of <see cref="AsymmetricLeastSquares"/>.</param>
/// <param name="BaselineIterations">Solves of <see cref="AsymmetricLeastSquares"/>; 0 leaves the baseline in.</param>
public sealed record EcgCleaning(
    double ClampDeviations = 4, double BaselineSmoothness = 1e7, double BaselineAsymmetry = 0.3, int BaselineIterations = 5)
{
    /// <summary>Cleans in place.</summary>
    /// <param name="samples">Row-major [leads, T], any unit. NaN counts as 0 and ±∞ as the largest single-precision number.</param>
    /// <param name="leads">Number of leads.</param>
    /// <exception cref="ArgumentException">Fewer than three samples per lead.</exception>
    /// <exception cref="ArithmeticException">The values are too large to compute with.</exception>
    public void Apply(Span<double> samples, int leads)
    {
        ReplaceMissing(samples);
        Clamp(samples);
        if (BaselineIterations > 0) RemoveBaseline(samples, leads);
    }

    /// <summary>NaN becomes 0, ±∞ the largest single-precision number.</summary>
    internal static void ReplaceMissing(Span<double> samples)
    {
        foreach (ref var x in samples)
        {
            if (double.IsFinite(x)) continue;
            x = double.IsNaN(x) ? 0 : double.IsPositive(x) ? float.MaxValue : float.MinValue;
        }
    }

    private void Clamp(Span<double> samples)
    {
        var bound = ClampDeviations * Math.Sqrt(LeadNormalizations.Moments(samples).Variance);
        if (!double.IsFinite(bound))
            throw new ArithmeticException("The samples are too large to have a standard deviation (infinite values in the recording?).");
        foreach (ref var x in samples) x = Math.Clamp(x, -bound, bound);
    }

    private void RemoveBaseline(Span<double> samples, int leads)
    {
        var rented = ArrayPool<double>.Shared.Rent(samples.Length);
        var baseline = rented.AsSpan(0, samples.Length);
        AsymmetricLeastSquares.Baseline(samples, leads, BaselineSmoothness, BaselineAsymmetry, BaselineIterations, baseline);
        for (var i = 0; i < samples.Length; i++) samples[i] -= baseline[i];
        ArrayPool<double>.Shared.Return(rented);
    }
}
