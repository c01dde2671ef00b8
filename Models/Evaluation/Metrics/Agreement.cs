namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>
/// How well predicted and true numbers agree: the mean difference (bias) and the limits between which 95 % of the differences lie if they
/// are normal (Bland and Altman 1986). Cases must be independent.
/// </summary>
/// <param name="Cases">Number of cases.</param>
/// <param name="Bias">Mean of prediction − truth, in the unit of the values; NaN without cases.</param>
/// <param name="Deviation">Standard deviation of the differences; NaN with fewer than two cases.</param>
public readonly record struct Agreement(int Cases, double Bias, double Deviation)
{
    /// <summary>Half width of a 95 % range in standard deviations.</summary>
    private const double Width = 1.959963984540054;

    /// <summary>Lower limit of agreement.</summary>
    public double LowerLimit => Bias - Width * Deviation;

    /// <summary>Upper limit of agreement.</summary>
    public double UpperLimit => Bias + Width * Deviation;

    /// <summary>The bias is known to ± this with 95 % confidence: 1.96·s/√n.</summary>
    public double BiasMargin => Width * Deviation / Math.Sqrt(Cases);

    /// <summary>A limit is known to ± this with 95 % confidence: about 1.96·√3·s/√n.</summary>
    public double LimitMargin => Math.Sqrt(3) * BiasMargin;

    /// <summary>Compares predictions with the truth.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static Agreement Of(ReadOnlySpan<double> truth, ReadOnlySpan<double> predictions)
    {
        if (truth.Length != predictions.Length)
            throw new ArgumentException($"{truth.Length} true values, but {predictions.Length} predictions");
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < truth.Length; i++) sum += predictions[i] - truth[i];
        var bias = sum / truth.Length;
        for (var i = 0; i < truth.Length; i++) squares += Math.Pow(predictions[i] - truth[i] - bias, 2);
        return new Agreement(truth.Length, bias, truth.Length < 2 ? double.NaN : Math.Sqrt(squares / (truth.Length - 1)));
    }
}
