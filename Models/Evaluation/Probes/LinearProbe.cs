using EcgCmrNative.Models.Evaluation.Metrics;

namespace EcgCmrNative.Models.Evaluation.Probes;

/// <summary>
/// A linear model that reads one label from frozen embeddings: ridge regression, or balanced logistic regression if all known values are
/// 0 or 1. Features are standardised over the training rows; the strength of the penalty is the one that does best on the validation rows
/// (R², AUROC), the stronger one of equals.
/// </summary>
/// <param name="IsClass">Logistic or ridge regression.</param>
/// <param name="Penalty">The strength chosen: λ over the number of training cases.</param>
/// <param name="ValidationScore">R² or AUROC on the validation rows.</param>
/// <param name="Predictions">The prediction for every row: a number, or a logit.</param>
public sealed record LinearProbe(bool IsClass, double Penalty, double ValidationScore, double[] Predictions)
{
    /// <summary>The strengths that are tried, the strongest first.</summary>
    public static IReadOnlyList<double> Penalties { get; } = [.. Enumerable.Range(0, 15).Select(i => Math.Pow(10, 3 - i / 2.0))];

    /// <summary>Fits a label.</summary>
    /// <param name="task">Labels and split.</param>
    /// <param name="label">Which label.</param>
    /// <param name="embeddings">[rows, width].</param>
    /// <param name="width">Numbers of an embedding.</param>
    /// <exception cref="ArgumentException">The label cannot be fitted, see <see cref="Obstacle"/>.</exception>
    public static LinearProbe Fit(ProbeTask task, int label, double[] embeddings, int width)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(embeddings);
        if (Obstacle(task, label) is { } obstacle) throw new ArgumentException($"{task.Names[label]}: {obstacle}");
        int[] training = task.Known(label, task.Training), validation = task.Known(label, task.Validation);
        double[] truth = Truth(training), validationTruth = Truth(validation);
        var standard = new StandardizedFeatures(embeddings, width, training);
        double[][] columns = standard.Columns(embeddings, training), validationColumns = standard.Columns(embeddings, validation);
        var isClass = HasClasses(task, label);
        LinearModel? best = null;
        var (bestPenalty, bestScore) = (double.NaN, double.NegativeInfinity);
        foreach (var (penalty, model) in Models(columns, truth, isClass))
        {
            var score = Score(isClass, validationTruth, model.Predict(validationColumns));
            if (score > bestScore) (best, bestPenalty, bestScore) = (model, penalty, score);
        }
        var all = Enumerable.Range(0, embeddings.Length / width).ToArray();
        return new LinearProbe(isClass, bestPenalty, bestScore, best!.Predict(standard.Columns(embeddings, all)));

        double[] Truth(int[] rows) => Array.ConvertAll(rows, row => task.Label(label, row));
    }

    /// <summary>Why a label cannot be probed; null if it can.</summary>
    public static string? Obstacle(ProbeTask task, int label)
    {
        ArgumentNullException.ThrowIfNull(task);
        foreach (var (part, rows) in new[] { ("training", task.Training), ("validation", task.Validation), ("test", task.Test) })
        {
            var values = task.Known(label, rows).Select(row => task.Label(label, row)).Distinct().Take(2).Count();
            if (values == 0) return $"no known values in the {part} set";
            if (values == 1) return $"only one distinct value in the {part} set";
        }
        return null;
    }

    /// <summary>True if every known value of a label is 0 or 1.</summary>
    public static bool HasClasses(ProbeTask task, int label)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new[] { task.Training, task.Validation, task.Test }.SelectMany(part => task.Known(label, part))
            .All(row => task.Label(label, row) is 0 or 1);
    }

    private static double Score(bool isClass, double[] truth, double[] predicted) =>
        isClass
            ? RankingMetrics.Auroc(Array.ConvertAll(truth, value => value == 1), predicted)
            : RegressionMetrics.Of(truth, predicted).RSquared;

    private static IEnumerable<(double Penalty, LinearModel Model)> Models(double[][] columns, double[] truth, bool isClass)
    {
        if (!isClass) return Penalties.Zip(RidgeRegression.Fit(columns, truth, [.. Penalties.Select(penalty => penalty * truth.Length)]));
        var classes = Array.ConvertAll(truth, value => value == 1);
        return Penalties.Where((_, i) => i % 2 == 0)
            .Select(penalty => (penalty, LogisticRegression.Fit(columns, classes, 1 / (penalty * truth.Length))));
    }
}
