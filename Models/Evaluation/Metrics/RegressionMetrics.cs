namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>How far predicted numbers are from the true ones.</summary>
/// <param name="Rmse">Root mean squared error, in the unit of the values.</param>
/// <param name="Mae">Mean absolute error, in the unit of the values.</param>
/// <param name="Pearson">Pearson's correlation (PCC), from −1 to 1; NaN if truth or prediction does not vary.</param>
/// <param name="RSquared">1 − SSE/SST, at most 1; if the truth does not vary, 1 for a perfect prediction and 0 otherwise, as in
/// scikit-learn.</param>
public readonly record struct RegressionMetrics(double Rmse, double Mae, double Pearson, double RSquared)
{
    /// <summary>Compares predictions with the truth.</summary>
    /// <returns>All NaN without cases.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static RegressionMetrics Of(ReadOnlySpan<double> truth, ReadOnlySpan<double> prediction) =>
        new RegressionSums(truth, prediction).Of();
}
