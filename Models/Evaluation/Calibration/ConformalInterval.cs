namespace EcgCmrNative.Models.Evaluation.Calibration;

/// <summary>
/// Split conformal prediction of a number: prediction ± half-width, where the half-width is the k-th smallest |residual| of n calibration
/// cases, k = ⌈(n + 1) · coverage⌉. A new case that is exchangeable with them lies inside with at least this probability, whatever the
/// model (Lei et al., JASA 2018; Vovk et al. 2005).
/// </summary>
/// <param name="HalfWidth">In the unit of the predictions; +∞ if k &gt; n: there are too few cases for the coverage.</param>
/// <param name="Coverage">Probability that the interval holds the true value.</param>
/// <param name="Cases">Number of calibration cases, n.</param>
public sealed record ConformalInterval(double HalfWidth, double Coverage, int Cases)
{
    /// <summary>Takes the half-width from calibration cases, which the model was not fitted on.</summary>
    /// <param name="truth">True values.</param>
    /// <param name="prediction">Predicted values.</param>
    /// <param name="coverage">Between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a value is NaN.</exception>
    public static ConformalInterval Fit(ReadOnlySpan<double> truth, ReadOnlySpan<double> prediction, double coverage = 0.9)
    {
        if (truth.Length != prediction.Length)
            throw new ArgumentException($"{truth.Length} true values, but {prediction.Length} predictions");
        if (!(coverage > 0 && coverage < 1))
            throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "the coverage must be between 0 and 1");
        var residuals = new double[truth.Length];
        for (var i = 0; i < residuals.Length; i++) residuals[i] = Math.Abs(truth[i] - prediction[i]);
        if (Array.Exists(residuals, double.IsNaN)) throw new ArgumentException("a true or predicted value is NaN: leave the case out");
        Array.Sort(residuals);
        // 10 · 0.9 is not always 9 in binary.
        var place = (int)Math.Ceiling((residuals.Length + 1) * coverage - 1e-9);
        return new ConformalInterval(
            place > residuals.Length ? double.PositiveInfinity : residuals[Math.Max(place, 1) - 1], coverage, residuals.Length);
    }

    /// <summary>The interval of a prediction.</summary>
    public (double Low, double High) Of(double prediction) => (prediction - HalfWidth, prediction + HalfWidth);
}
