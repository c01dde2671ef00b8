using EcgCmrNative.Models.Evaluation.Intervals;
using EcgCmrNative.Models.Evaluation.Metrics;

namespace EcgCmrNative.Models.Evaluation.Predictions;

/// <summary>
/// One label of several classes. Metrics: <c>auroc</c> and <c>auprc</c>, means over classes of "this class against the rest"; of the class
/// with the largest probability <c>f1</c> (macro), <c>accuracy</c>, <c>balanced_accuracy</c>, <c>mcc</c>; of the probabilities
/// <c>brier</c>, <c>log_loss</c>, <c>ece</c>.
/// </summary>
public sealed class ClassTarget : PredictedTarget
{
    private readonly IReadOnlyList<string> _classes;
    private readonly double[] _truth;
    private readonly double[] _probabilities;

    /// <summary>Takes true and predicted values.</summary>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="truth">The class of each case, counted from 0; NaN if it is missing.</param>
    /// <param name="probabilities">[cases, classes], from 0 to 1.</param>
    /// <exception cref="ArgumentException">Fewer than two classes, sizes differ, a true class is not in the list, or a probability is
    /// outside 0 to 1 where the truth is known.</exception>
    public ClassTarget(IReadOnlyList<string> classes, double[] truth, double[] probabilities)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(probabilities);
        if (classes.Count < 2) throw new ArgumentException($"there must be at least two classes, not {classes.Count}");
        if (probabilities.Length != (long)truth.Length * classes.Count)
            throw new ArgumentException($"{probabilities.Length} probabilities for {truth.Length} cases of {classes.Count} classes");
        for (var i = 0; i < probabilities.Length; i++)
        {
            var of = i / classes.Count;
            if (double.IsNaN(truth[of])) continue;
            if (!(truth[of] >= 0 && truth[of] < classes.Count && truth[of] == Math.Floor(truth[of])))
                throw new ArgumentException($"case {of}: the true class {truth[of]} is not one of 0 to {classes.Count - 1}, or NaN");
            if (!(probabilities[i] is >= 0 and <= 1))
                throw new ArgumentException($"case {of}: {probabilities[i]} is not a probability; it must be from 0 to 1");
        }
        (_classes, _truth, _probabilities) = (classes, truth, probabilities);
    }

    /// <inheritdoc/>
    public override int Cases => _truth.Length;

    /// <inheritdoc/>
    public override PredictedTarget Take(IReadOnlyList<int> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return new ClassTarget(_classes, Rows(_truth, 1, cases), Rows(_probabilities, _classes.Count, cases));
    }

    internal override IReadOnlyList<LabelMetrics> Prepare(int[] people, EvaluationOptions options)
    {
        var known = KnownCases.Of(_truth);
        var (truth, persons) = (Array.ConvertAll(known.Cases, i => (int)_truth[i]), known.Select(people));
        var obstacle = TooFewPeople(persons, options)
            ?? _classes.Select((name, k) => TooFew($"cases of class {name}", truth.Count(of => of == k), options))
                .FirstOrDefault(reason => reason is not null);
        return
        [
            new LabelMetrics(
                null, _truth, null,
                () => Of(truth, Rows(_probabilities, _classes.Count, known.Cases), persons, options.CalibrationBins), obstacle),
        ];
    }

    private WeightedMetrics Of(int[] truth, double[] probabilities, int[] people, int binCount)
    {
        var classes = _classes.Count;
        var ranked = Enumerable.Range(0, classes).Select(k =>
            new RankedScores(Array.ConvertAll(truth, of => of == k), Column(probabilities, classes, k), people)).ToArray();
        var called = ProbabilityMetrics.LargestClasses(probabilities, classes);
        var (isRight, confidences) = ProbabilityMetrics.Confidences(truth, probabilities, classes);
        var bins = new CalibrationBins(isRight, confidences, binCount, people);
        return WeightedMetrics.Join(
            new WeightedMetrics(["auroc", "auprc"], (weights, values) =>
            {
                values.Clear();
                foreach (var ofClass in ranked)
                {
                    values[0] += ofClass.Auroc(weights) / classes;
                    values[1] += ofClass.AveragePrecision(weights) / classes;
                }
            }),
            new WeightedMetrics(["f1", "accuracy", "balanced_accuracy", "mcc"], (weights, values) =>
            {
                var confusion = ClassConfusionMatrix.Of(truth, called, classes, people, weights);
                (values[0], values[1]) = (confusion.MacroF1, confusion.Accuracy);
                (values[2], values[3]) = (confusion.BalancedAccuracy, confusion.MatthewsCorrelation);
            }),
            WeightedMetrics.OfMean("brier", ProbabilityMetrics.SquaredErrors(truth, probabilities, classes), people),
            WeightedMetrics.OfMean("log_loss", ProbabilityMetrics.LogLosses(truth, probabilities, classes), people),
            new WeightedMetrics(["ece"], (weights, values) => values[0] = bins.ExpectedError(weights)));
    }
}
