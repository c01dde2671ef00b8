namespace EcgCmrNative.Models.Evaluation.Probes;

/// <summary>Features with mean 0 and population standard deviation 1 over the cases that they were fitted on; those that do not vary become 0.</summary>
internal sealed class StandardizedFeatures
{
    private readonly double[] _means;
    private readonly double[] _scales;

    /// <summary>Takes means and deviations.</summary>
    /// <param name="features">[cases, width].</param>
    /// <param name="width">Features of a case.</param>
    /// <param name="cases">The cases to fit on.</param>
    public StandardizedFeatures(double[] features, int width, IReadOnlyList<int> cases)
    {
        (_means, _scales) = (new double[width], new double[width]);
        foreach (var i in cases)
        {
            for (var j = 0; j < width; j++) _means[j] += features[i * width + j] / cases.Count;
        }
        foreach (var i in cases)
        {
            for (var j = 0; j < width; j++) _scales[j] += Square(features[i * width + j] - _means[j]) / cases.Count;
        }
        // A constant feature has a variance of rounding errors.
        for (var j = 0; j < width; j++) _scales[j] = _scales[j] > Square(1e-12 * _means[j]) ? 1 / Math.Sqrt(_scales[j]) : 0;

        static double Square(double x) => x * x;
    }

    /// <summary>Standardises cases.</summary>
    /// <returns>One array per feature, with its value in each of the cases.</returns>
    public double[][] Columns(double[] features, IReadOnlyList<int> cases)
    {
        var columns = new double[_means.Length][];
        for (var j = 0; j < columns.Length; j++)
        {
            columns[j] = new double[cases.Count];
            for (var i = 0; i < cases.Count; i++) columns[j][i] = (features[cases[i] * columns.Length + j] - _means[j]) * _scales[j];
        }
        return columns;
    }
}
