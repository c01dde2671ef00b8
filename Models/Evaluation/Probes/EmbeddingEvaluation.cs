using EcgCmrNative.Models.Evaluation.Metrics;

namespace EcgCmrNative.Models.Evaluation.Probes;

/// <summary>Embeddings of some cases and their labels.</summary>
/// <param name="Values">[cases, width].</param>
/// <param name="Width">Numbers of an embedding.</param>
/// <param name="Labels">[cases, labels]; NaN if a label is missing.</param>
public sealed record LabelledEmbeddings(double[] Values, int Width, double[] Labels)
{
    /// <summary>Number of cases.</summary>
    public int Count => Values.Length / Width;
}

/// <summary>How well one label can be read from embeddings.</summary>
/// <param name="Label">The label.</param>
/// <param name="TrainingCases">Cases fitted on.</param>
/// <param name="ValidationCases">Cases measured on.</param>
/// <param name="Metrics">
/// <c>auroc</c>, <c>auprc</c>, <c>f1</c>, <c>accuracy</c> of classes, <c>rmse</c>, <c>mae</c>, <c>pcc</c>, <c>r2</c> of numbers; those
/// without a value are left out.
/// </param>
/// <param name="Skipped">Why nothing was fitted; null if something was.</param>
public sealed record LabelEvaluation(
    string Label, int TrainingCases, int ValidationCases, IReadOnlyDictionary<string, double> Metrics, string? Skipped = null);

/// <summary>
/// Reads labels from frozen embeddings with linear models, on features standardised over the training cases: a label whose known values are
/// all 0 or 1 by balanced logistic regression (C = 1), any other by ridge regression. Every label has its own model, fitted where it
/// is known.
/// </summary>
public static class EmbeddingEvaluation
{
    /// <summary>Fits on the training cases and measures on the validation cases.</summary>
    /// <param name="names">The labels.</param>
    /// <param name="training">Cases to fit on.</param>
    /// <param name="validation">Cases to measure on.</param>
    /// <param name="penalty">λ of the ridge regression.</param>
    /// <exception cref="ArgumentException">Arrays that do not fit each other.</exception>
    public static IReadOnlyList<LabelEvaluation> Evaluate(
        IReadOnlyList<string> names, LabelledEmbeddings training, LabelledEmbeddings validation,
        double penalty = RidgeRegression.LeastSquaresPenalty)
    {
        ArgumentNullException.ThrowIfNull(names);
        Require(training, names.Count);
        Require(validation, names.Count);
        if (training.Width != validation.Width)
            throw new ArgumentException($"training embeddings have width {training.Width}, validation embeddings {validation.Width}");
        return [.. names.Select((name, label) => Evaluate(name, label, names.Count, training, validation, penalty))];
    }

    private static LabelEvaluation Evaluate(
        string name, int label, int labels, LabelledEmbeddings training, LabelledEmbeddings validation, double penalty)
    {
        var (fitted, fittedTruth) = Known(training, label, labels);
        var (measured, truth) = Known(validation, label, labels);
        if (fitted.Length < 2 || measured.Length == 0) return Skip("too few cases with a known value");
        if (fittedTruth.Distinct().Count() < 2) return Skip("all training cases have the same value");
        var standard = new StandardizedFeatures(training.Values, training.Width, fitted);
        var columns = standard.Columns(training.Values, fitted);
        var isClass = fittedTruth.Concat(truth).All(value => value is 0 or 1);
        var model = isClass
            ? LogisticRegression.Fit(columns, Array.ConvertAll(fittedTruth, value => value == 1))
            : RidgeRegression.Fit(columns, fittedTruth, penalty);
        var predicted = model.Predict(standard.Columns(validation.Values, measured));
        var metrics = isClass ? OfClasses(truth, predicted) : OfNumbers(truth, predicted);
        return new LabelEvaluation(
            name, fitted.Length, measured.Length,
            metrics.Where(metric => !double.IsNaN(metric.Value)).ToDictionary(metric => metric.Name, metric => metric.Value));

        LabelEvaluation Skip(string reason) => new(name, fitted.Length, measured.Length, new Dictionary<string, double>(), reason);
    }

    private static (string Name, double Value)[] OfClasses(double[] truth, double[] logits)
    {
        var isPositive = Array.ConvertAll(truth, value => value == 1);
        // A logit above 0 is a probability above one half; ranks are the same.
        var confusion = ConfusionMatrix.Of(isPositive, logits, threshold: 0);
        return
        [
            ("auroc", RankingMetrics.Auroc(isPositive, logits)), ("auprc", RankingMetrics.AveragePrecision(isPositive, logits)),
            ("f1", confusion.F1), ("accuracy", confusion.Accuracy),
        ];
    }

    private static (string Name, double Value)[] OfNumbers(double[] truth, double[] predicted)
    {
        var metrics = RegressionMetrics.Of(truth, predicted);
        return [("rmse", metrics.Rmse), ("mae", metrics.Mae), ("pcc", metrics.Pearson), ("r2", metrics.RSquared)];
    }

    private static (int[] Cases, double[] Truth) Known(LabelledEmbeddings embeddings, int label, int labels)
    {
        var cases = Enumerable.Range(0, embeddings.Count).Where(i => double.IsFinite(embeddings.Labels[i * labels + label])).ToArray();
        return (cases, Array.ConvertAll(cases, i => embeddings.Labels[i * labels + label]));
    }

    private static void Require(LabelledEmbeddings embeddings, int labels)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        if (embeddings.Width < 1 || embeddings.Values.Length % embeddings.Width != 0
            || embeddings.Labels.Length != (long)embeddings.Count * labels)
            throw new ArgumentException(
                $"{embeddings.Values.Length} numbers and {embeddings.Labels.Length} labels do not fit embeddings "
                + $"of width {embeddings.Width} with {labels} labels each");
    }
}
