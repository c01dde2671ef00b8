using System.Globalization;
using EcgCmrNative.Models.Evaluation.Intervals;
using EcgCmrNative.Models.Evaluation.Metrics;

namespace EcgCmrNative.Models.Evaluation.Predictions;

/// <summary>
/// One label of two classes. Metrics: <c>auroc</c>, <c>auprc</c>, <c>sensitivity_at_specificity_0.9</c>; at the threshold <c>f1</c>,
/// <c>accuracy</c>, <c>balanced_accuracy</c>, <c>mcc</c>, <c>sensitivity</c>, <c>specificity</c>; of the probabilities <c>brier</c>,
/// <c>log_loss</c>, <c>ece</c>.
/// </summary>
public sealed class BinaryTarget : PredictedTarget
{
    private readonly string? _label;
    private readonly double[] _truth;
    private readonly double[] _probabilities;

    /// <summary>Takes true and predicted values.</summary>
    /// <param name="truth">0 or 1 for each case; NaN if it is missing.</param>
    /// <param name="probabilities">Predicted probability of 1, from 0 to 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, a true value is not 0, 1 or NaN, or a probability is outside 0 to 1 where the
    /// truth is known.</exception>
    public BinaryTarget(double[] truth, double[] probabilities)
        : this(null, truth, probabilities)
    {
    }

    internal BinaryTarget(string? label, double[] truth, double[] probabilities)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(probabilities);
        var name = label is null ? "" : $"{label}, ";
        if (truth.Length != probabilities.Length)
            throw new ArgumentException($"{name}{truth.Length} true labels, but {probabilities.Length} probabilities");
        for (var i = 0; i < truth.Length; i++)
        {
            if (double.IsNaN(truth[i])) continue;
            if (truth[i] is not (0 or 1)) throw new ArgumentException($"{name}case {i}: the true value {truth[i]} is not 0, 1 or NaN");
            if (!(probabilities[i] is >= 0 and <= 1))
                throw new ArgumentException($"{name}case {i}: {probabilities[i]} is not a probability; it must be from 0 to 1");
        }
        (_label, _truth, _probabilities) = (label, truth, probabilities);
    }

    /// <summary>The probability from which on a case is called positive; null for that of the options.</summary>
    public double? Threshold { get; init; }

    /// <inheritdoc/>
    public override int Cases => _truth.Length;

    /// <inheritdoc/>
    public override PredictedTarget Take(IReadOnlyList<int> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return new BinaryTarget(_label, Rows(_truth, 1, cases), Rows(_probabilities, 1, cases)) { Threshold = Threshold };
    }

    internal override IReadOnlyList<LabelMetrics> Prepare(int[] people, EvaluationOptions options)
    {
        var known = KnownCases.Of(_truth);
        var (truth, probabilities) = (Array.ConvertAll(known.Cases, i => _truth[i] == 1), known.Select(_probabilities));
        var (persons, events) = (known.Select(people), truth.Count(isPositive => isPositive));
        var obstacle = TooFewPeople(persons, options) ?? TooFew("positive cases", events, options)
            ?? TooFew("negative cases", truth.Length - events, options);
        var threshold = Threshold ?? options.Threshold;
        return [new LabelMetrics(_label, _truth, events, () => Of(truth, probabilities, persons, options, threshold), obstacle)];
    }

    private static WeightedMetrics Of(bool[] truth, double[] probabilities, int[] people, EvaluationOptions options, double threshold)
    {
        var (ranked, bins) = (
            new RankedScores(truth, probabilities, people), new CalibrationBins(truth, probabilities, options.CalibrationBins, people));
        var specificity = options.Specificity.ToString("0.####", CultureInfo.InvariantCulture);
        return WeightedMetrics.Join(
            new WeightedMetrics(
                ["auroc", "auprc", $"sensitivity_at_specificity_{specificity}"],
                (weights, values) => (values[0], values[1], values[2]) = (
                    ranked.Auroc(weights), ranked.AveragePrecision(weights),
                    ranked.SensitivityAtSpecificity(options.Specificity, weights))),
            new WeightedMetrics(
                ["f1", "accuracy", "balanced_accuracy", "mcc", "sensitivity", "specificity"],
                (weights, values) =>
                {
                    var confusion = ranked.Confusion(threshold, weights);
                    (values[0], values[1], values[2]) = (confusion.F1, confusion.Accuracy, confusion.BalancedAccuracy);
                    (values[3], values[4], values[5]) = (confusion.MatthewsCorrelation, confusion.Sensitivity, confusion.Specificity);
                }),
            WeightedMetrics.OfMean("brier", ProbabilityMetrics.SquaredErrors(truth, probabilities), people),
            WeightedMetrics.OfMean("log_loss", ProbabilityMetrics.LogLosses(truth, probabilities), people),
            new WeightedMetrics(["ece"], (weights, values) => values[0] = bins.ExpectedError(weights)));
    }
}
