using EcgCmrNative.Models.Evaluation.Metrics;
using EcgCmrNative.Models.Objectives.Prediction;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Models.Training.FineTuning;

/// <summary>
/// How good the outputs for the validation set are, without intervals: one value of each metric for each target, and their means over the
/// targets. A target whose metric has no value, such as the AUROC of people who are all healthy, is not part of the mean.
/// </summary>
/// <param name="targets">The targets.</param>
/// <param name="rows">The rows of the outputs.</param>
/// <param name="value">The true value of a row and a target, as <see cref="TargetBatch.Values"/> has it.</param>
/// <param name="time">The time of a row and a target.</param>
internal sealed class PredictionScores(
    IReadOnlyList<PredictionTarget> targets, IReadOnlyList<int> rows, Func<int, int, double> value, Func<int, int, double> time)
{
    private const string MixedCriterion = "score";

    /// <summary>
    /// The metric by which epochs are compared: AUROC, Pearson correlation or concordance; <c>score</c> for the mean of these if targets
    /// are of several kinds.
    /// </summary>
    public static string CriterionOf(IReadOnlyList<PredictionTarget> targets) =>
        targets.Select(target => MetricOf(target.Kind)).Distinct().ToArray() is [var one] ? one : MixedCriterion;

    /// <summary>All metrics, by name; of several targets with the target's name before it.</summary>
    /// <param name="outputs">[rows, outputs].</param>
    public IReadOnlyList<(string Name, double Value)> Of(double[] outputs)
    {
        var all = new List<(PredictionTarget Target, string Metric, double Value)>();
        var width = targets.Sum(target => target.Outputs);
        for (int t = 0, first = 0; t < targets.Count; first += targets[t++].Outputs)
        {
            var isTimed = targets[t].Kind == TargetKind.TimeToEvent;
            var known = Enumerable.Range(0, rows.Count)
                .Where(i => !double.IsNaN(value(rows[i], t)) && !(isTimed && double.IsNaN(time(rows[i], t)))).ToArray();
            if (known.Length == 0) continue;
            double[] truth = [.. known.Select(i => value(rows[i], t))];
            foreach (var (metric, score) in targets[t].Kind switch
            {
                TargetKind.Number => Number(targets[t], truth, [.. known.Select(i => outputs[i * width + first])]),
                TargetKind.Classes => Classes(targets[t], truth, known, outputs, width, first),
                _ => [("concordance", SurvivalConcordance.Of(
                    [.. known.Select(i => time(rows[i], t))], Array.ConvertAll(truth, occurred => occurred == 1),
                    [.. known.Select(i => outputs[i * width + first])]))],
            }) all.Add((targets[t], metric, score));
        }
        List<(string, double)> result =
            [.. all.GroupBy(entry => entry.Metric).Select(metric => (metric.Key, Mean(metric.Select(entry => entry.Value))))];
        if (CriterionOf(targets) == MixedCriterion)
            result.Add((
                MixedCriterion,
                Mean(all.Where(entry => entry.Metric == MetricOf(entry.Target.Kind)).Select(entry => entry.Value))));
        if (targets.Count > 1) result.AddRange(all.Select(entry => ($"{entry.Target.Name}_{entry.Metric}", entry.Value)));
        // No value of the criterion is a score that is never the best.
        if (!result.Exists(entry => entry.Item1 == CriterionOf(targets))) result.Add((CriterionOf(targets), double.NaN));
        return [.. result.Where(entry => entry.Item1 == CriterionOf(targets) || !double.IsNaN(entry.Item2))];
    }

    private static double Mean(IEnumerable<double> values) =>
        values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();

    private static string MetricOf(TargetKind kind) => kind switch
    {
        TargetKind.Number => "pcc",
        TargetKind.Classes => "auroc",
        _ => "concordance",
    };

    private static IEnumerable<(string, double)> Number(PredictionTarget target, double[] truth, double[] predicted)
    {
        var metrics = RegressionMetrics.Of(truth, predicted);
        return
        [
            ("pcc", metrics.Pearson), ("r2", metrics.RSquared), ("rmse", metrics.Rmse * target.Deviation),
            ("mae", metrics.Mae * target.Deviation),
        ];
    }

    private static IEnumerable<(string, double)> Classes(
        PredictionTarget target, double[] truth, int[] known, double[] outputs, int width, int first)
    {
        var classes = target.Outputs;
        var probabilities = new double[known.Length * classes];
        for (var i = 0; i < known.Length; i++)
        {
            TensorPrimitives.SoftMax(
                outputs.AsSpan(known[i] * width + first, classes), probabilities.AsSpan(i * classes, classes));
        }
        var labels = Array.ConvertAll(truth, label => (int)label);
        if (!target.IsBinary)
        {
            var right = labels.Where((label, i) =>
                TensorPrimitives.IndexOfMax<double>(probabilities.AsSpan(i * classes, classes)) == label).Count();
            return
            [
                ("auroc", RankingMetrics.OneVersusRest(RankingMetrics.Auroc, labels, probabilities, classes)),
                ("auprc", RankingMetrics.OneVersusRest(RankingMetrics.AveragePrecision, labels, probabilities, classes)),
                ("accuracy", (double)right / labels.Length),
            ];
        }
        var isOne = Array.ConvertAll(labels, label => label == 1);
        double[] scores = [.. Enumerable.Range(0, known.Length).Select(i => probabilities[i * classes + 1])];
        var confusion = ConfusionMatrix.Of(isOne, scores);
        return
        [
            ("auroc", RankingMetrics.Auroc(isOne, scores)), ("auprc", RankingMetrics.AveragePrecision(isOne, scores)),
            ("accuracy", confusion.Accuracy), ("f1", confusion.F1),
        ];
    }
}
