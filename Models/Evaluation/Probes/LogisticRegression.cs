using System.Numerics.Tensors;

namespace EcgCmrNative.Models.Evaluation.Probes;

/// <summary>
/// Logistic regression with an L2 penalty: minimises |w|²/2 + C·Σ_i s_i·log(1 + exp(−y_i(w·x_i + b))), y = ±1, the intercept not penalised,
/// by Newton's method. This is the problem that scikit-learn's <c>LogisticRegression</c> solves; it has one solution.
/// </summary>
public static class LogisticRegression
{
    private const int MostSteps = 100;
    private const double Tolerance = 1e-10;

    /// <summary>Fits.</summary>
    /// <param name="columns">One array per feature, with its value in every case.</param>
    /// <param name="truth">The class of every case.</param>
    /// <param name="inversePenalty">C.</param>
    /// <param name="balanced">s_i = cases/(2·cases of the class), so that both classes weigh the same; otherwise s_i = 1.</param>
    /// <exception cref="ArgumentException">There is only one class, or lengths differ.</exception>
    public static LinearModel Fit(double[][] columns, bool[] truth, double inversePenalty = 1, bool balanced = true)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inversePenalty);
        if (Array.Exists(columns, column => column.Length != truth.Length))
            throw new ArgumentException("every feature must have one value per case");
        var positives = truth.Count(value => value);
        if (positives == 0 || positives == truth.Length)
            throw new ArgumentException("all cases belong to one class; two classes are needed");
        var weights = Array.ConvertAll(truth, value =>
            inversePenalty * (balanced ? truth.Length / (2.0 * (value ? positives : truth.Length - positives)) : 1));
        return Newton(columns, truth, weights);
    }

    private static LinearModel Newton(double[][] columns, bool[] truth, double[] weights)
    {
        var width = columns.Length;
        double[][] withIntercept = [.. columns, [.. Enumerable.Repeat(1.0, truth.Length)]];
        var hessian = new GramMatrix(width + 1);
        var model = new LinearModel(new double[width], 0);
        var (residual, curvature) = (new double[truth.Length], new double[truth.Length]);
        var scale = weights.Sum();
        for (var step = 0; step < MostSteps; step++)
        {
            var z = model.Predict(columns);
            for (var i = 0; i < z.Length; i++)
            {
                var p = 1 / (1 + Math.Exp(-z[i]));
                residual[i] = weights[i] * (p - (truth[i] ? 1 : 0));
                curvature[i] = weights[i] * p * (1 - p);
            }
            var direction = new double[width + 1];
            for (var j = 0; j <= width; j++)
                direction[j] = TensorPrimitives.Dot<double>(withIntercept[j], residual) + (j < width ? model.Weights[j] : 0);
            var gradient = (double[])direction.Clone();
            if (gradient.Max(Math.Abs) <= Tolerance * scale) break;
            hessian.Accumulate(withIntercept, curvature);
            for (var j = 0; j < width; j++) hessian.AddDiagonal(j, 1);
            // The intercept alone is not penalised: far out, its curvature may vanish.
            hessian.AddDiagonal(width, 1e-12 * scale);
            hessian.Solve(direction);
            var slope = TensorPrimitives.Dot<double>(gradient, direction);
            if (Search(model, columns, truth, weights, direction, slope) is not { } better) break;
            model = better;
        }
        return model;
    }

    /// <summary>The Newton step, halved until the objective falls by a part of the predicted decrease; null if rounding prevents
    /// progress.</summary>
    private static LinearModel? Search(
        LinearModel model, double[][] columns, bool[] truth, double[] weights, double[] direction, double slope)
    {
        var before = Objective(model, columns, truth, weights);
        for (var length = 1.0; length > 1e-10; length /= 2)
        {
            var tried = new LinearModel(
                [.. model.Weights.Select((w, j) => w - length * direction[j])], model.Intercept - length * direction[^1]);
            if (Objective(tried, columns, truth, weights) <= before - 1e-4 * length * slope) return tried;
        }
        return null;
    }

    private static double Objective(LinearModel model, double[][] columns, bool[] truth, double[] weights)
    {
        var z = model.Predict(columns);
        var sum = TensorPrimitives.Dot<double>(model.Weights, model.Weights) / 2;
        for (var i = 0; i < z.Length; i++)
        {
            var margin = truth[i] ? z[i] : -z[i];
            sum += weights[i] * (Math.Max(-margin, 0) + Math.Log(1 + Math.Exp(-Math.Abs(margin))));
        }
        return sum;
    }
}
