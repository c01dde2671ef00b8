namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>
/// The sums that regression metrics follow from, for each unit (person). The metrics of a reweighted sample are then eight scalar products,
/// without a pass over cases. Values are centred on their mean over all cases first, so that nothing cancels.
/// </summary>
public sealed class RegressionSums
{
    private const int Count = 0, Truth = 1, Prediction = 2, TruthSquares = 3, PredictionSquares = 4, Products = 5, Squares = 6,
        Absolute = 7;

    /// <summary>Rounding errors of a variance relative to the second moment, far above them.</summary>
    private const double Rounding = 1e-13;

    private readonly UnitSums _sums;
    private readonly double _truthRounding;
    private readonly double _predictionRounding;

    /// <summary>Sums the cases of each unit.</summary>
    /// <param name="truth">True values, in any unit.</param>
    /// <param name="prediction">Predicted values, in the same unit.</param>
    /// <param name="units">The unit of each case, such as its person, counted from 0; empty if each case is its own.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public RegressionSums(ReadOnlySpan<double> truth, ReadOnlySpan<double> prediction, ReadOnlySpan<int> units = default)
    {
        if (truth.Length != prediction.Length)
            throw new ArgumentException($"{truth.Length} true values, but {prediction.Length} predictions");
        var unitOf = Units.Of(units, truth.Length);
        _sums = new UnitSums(Units.Count(unitOf), 8);
        var (meanTruth, meanPrediction) = (Mean(truth), Mean(prediction));
        for (var i = 0; i < truth.Length; i++)
        {
            var (error, t, p) = (prediction[i] - truth[i], truth[i] - meanTruth, prediction[i] - meanPrediction);
            _sums.Add(unitOf[i], 1, t, p, t * t, p * p, t * p, error * error, Math.Abs(error));
        }
        // The mean of equal values may differ from them by rounding.
        (_truthRounding, _predictionRounding) = (RoundingOf(meanTruth), RoundingOf(meanPrediction));

        static double RoundingOf(double mean) => 1e-14 * mean * (1e-14 * mean);
    }

    /// <summary>The metrics with each unit counted as often as its weight says.</summary>
    /// <param name="weights">How often each unit is counted; empty for once.</param>
    /// <returns>All NaN without cases.</returns>
    /// <exception cref="ArgumentException">There are fewer weights than units.</exception>
    public RegressionMetrics Of(ReadOnlySpan<double> weights = default)
    {
        var unitWeights = Units.Weights(weights, _sums.Units);
        var count = Total(Count, unitWeights);
        if (!(count > 0)) return new RegressionMetrics(double.NaN, double.NaN, double.NaN, double.NaN);
        var (truth, prediction) = (Total(Truth, unitWeights), Total(Prediction, unitWeights));
        var squares = Total(Squares, unitWeights);
        var truthVariation = Variation(Total(TruthSquares, unitWeights), truth, _truthRounding);
        var predictionVariation = Variation(Total(PredictionSquares, unitWeights), prediction, _predictionRounding);
        var scale = Math.Sqrt(truthVariation) * Math.Sqrt(predictionVariation);
        return new RegressionMetrics(
            Math.Sqrt(squares / count),
            Total(Absolute, unitWeights) / count,
            scale > 0 ? Math.Clamp((Total(Products, unitWeights) - truth * prediction / count) / scale, -1, 1) : double.NaN,
            truthVariation > 0 ? 1 - squares / truthVariation : squares == 0 ? 1 : double.IsNaN(truthVariation) ? double.NaN : 0);

        double Variation(double sumOfSquares, double sum, double rounding)
        {
            var variation = sumOfSquares - sum * sum / count;
            return variation <= Rounding * sumOfSquares + count * rounding ? 0 : variation;
        }
    }

    private double Total(int sum, ReadOnlySpan<double> weights) => _sums.Total(sum, weights);

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }
}
