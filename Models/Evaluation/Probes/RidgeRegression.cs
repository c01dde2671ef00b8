using System.Numerics.Tensors;

namespace EcgCmrNative.Models.Evaluation.Probes;

/// <summary>Linear regression with an L2 penalty: minimises Σ_i (y_i − w·x_i − b)² + λ|w|², the intercept not penalised, in closed
/// form.</summary>
public static class RidgeRegression
{
    /// <summary>Small enough to give the least-squares solution of standardised features, large enough to have one if features depend
    /// on each other.</summary>
    public const double LeastSquaresPenalty = 1e-6;

    /// <summary>Fits.</summary>
    /// <param name="columns">One array per feature, with its value in every case.</param>
    /// <param name="truth">y of every case.</param>
    /// <param name="penalty">λ.</param>
    /// <exception cref="ArgumentException">No cases, or lengths differ.</exception>
    public static LinearModel Fit(double[][] columns, double[] truth, double penalty = LeastSquaresPenalty) =>
        Fit(columns, truth, [penalty])[0];

    /// <summary>Fits with each of some penalties; what they have in common is computed once.</summary>
    /// <param name="columns">One array per feature, with its value in every case.</param>
    /// <param name="truth">y of every case.</param>
    /// <param name="penalties">Values of λ.</param>
    /// <exception cref="ArgumentException">No cases, or lengths differ.</exception>
    public static IReadOnlyList<LinearModel> Fit(double[][] columns, double[] truth, IReadOnlyList<double> penalties)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(penalties);
        if (truth.Length == 0) throw new ArgumentException("there are no cases to fit");
        if (Array.Exists(columns, column => column.Length != truth.Length))
            throw new ArgumentException("every feature must have one value per case");
        var mean = truth.Average();
        var centred = Array.ConvertAll(truth, y => y - mean);
        var means = Array.ConvertAll(columns, column => column.Average());
        var features = columns.Select((column, j) => Array.ConvertAll(column, x => x - means[j])).ToArray();
        var products = Array.ConvertAll(features, column => TensorPrimitives.Dot<double>(column, centred));
        var gram = new GramMatrix(features.Length);
        gram.Accumulate(features, [.. Enumerable.Repeat(1.0, truth.Length)]);
        return [.. penalties.Select(Solve)];

        LinearModel Solve(double penalty)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(penalty);
            var (penalized, weights) = (gram.Copy(), (double[])products.Clone());
            for (var j = 0; j < features.Length; j++) penalized.AddDiagonal(j, penalty);
            penalized.Solve(weights);
            return new LinearModel(weights, mean - TensorPrimitives.Dot<double>(weights, means));
        }
    }
}
