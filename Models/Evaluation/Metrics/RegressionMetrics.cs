namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>How far predicted numbers are from the true ones.</summary>
/// <param name="Rmse">Root mean squared error.</param>
/// <param name="Mae">Mean absolute error.</param>
/// <param name="Pearson">Pearson's correlation (PCC); NaN if truth or prediction does not vary.</param>
/// <param name="RSquared">1 − SSE/SST; if the truth does not vary, 1 for a perfect prediction and 0 otherwise, as in
/// scikit-learn.</param>
public readonly record struct RegressionMetrics(double Rmse, double Mae, double Pearson, double RSquared)
{
    /// <summary>Compares predictions with the truth.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static RegressionMetrics Of(ReadOnlySpan<double> truth, ReadOnlySpan<double> prediction)
    {
        if (truth.Length != prediction.Length)
            throw new ArgumentException($"{truth.Length} true values, but {prediction.Length} predictions");
        var (meanTruth, meanPrediction) = (Mean(truth), Mean(prediction));
        double squares = 0, absolute = 0, truthSquares = 0, predictionSquares = 0, product = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            var (error, t, p) = (prediction[i] - truth[i], truth[i] - meanTruth, prediction[i] - meanPrediction);
            squares += error * error;
            absolute += Math.Abs(error);
            truthSquares += t * t;
            predictionSquares += p * p;
            product += t * p;
        }
        var scale = Math.Sqrt(truthSquares) * Math.Sqrt(predictionSquares);
        return new RegressionMetrics(
            Math.Sqrt(squares / truth.Length),
            absolute / truth.Length,
            scale > 0 ? Math.Clamp(product / scale, -1, 1) : double.NaN,
            truthSquares > 0 ? 1 - squares / truthSquares : squares == 0 ? 1 : 0);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }
}
