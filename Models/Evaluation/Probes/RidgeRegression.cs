namespace EcgCmrNative.Models.Evaluation.Probes;

/// <summary>Linear regression with an L2 penalty: minimises Σ_i (y_i − w·x_i − b)² + λ|w|², the intercept not penalised, in closed form.</summary>
public static class RidgeRegression
{
    /// <summary>Small enough to give the least-squares solution of standardised features, large enough to have one where features depend on each other.</summary>
    public const double LeastSquaresPenalty = 1e-6;

    /// <summary>Fits.</summary>
    /// <param name="columns">One array per feature, with its value in every case.</param>
    /// <param name="truth">y of every case.</param>
    /// <param name="penalty">λ.</param>
    /// <exception cref="ArgumentException">There are no cases, or lengths differ.</exception>
    public static LinearModel Fit(double[][] columns, double[] truth, double penalty = LeastSquaresPenalty)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(penalty);
        if (truth.Length == 0) throw new ArgumentException("there are no cases to fit on");
        if (Array.Exists(columns, column => column.Length != truth.Length)) throw new ArgumentException("not every feature has a value for every case");
        var mean = truth.Average();
        var centred = Array.ConvertAll(truth, y => y - mean);
        var means = Array.ConvertAll(columns, column => column.Average());
        var features = columns.Select((column, j) => Array.ConvertAll(column, x => x - means[j])).ToArray();
        var weights = Array.ConvertAll(features, column => GramMatrix.Dot(column, centred));
        var gram = new GramMatrix(features.Length);
        gram.Accumulate(features, [.. Enumerable.Repeat(1.0, truth.Length)]);
        for (var j = 0; j < features.Length; j++) gram.AddDiagonal(j, penalty);
        gram.Solve(weights);
        return new LinearModel(weights, mean - GramMatrix.Dot(weights, means));
    }
}
