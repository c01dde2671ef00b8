namespace EcgCmrNative.Models.Evaluation.Predictions;

/// <summary>Several labels of two classes each, which do not exclude each other. Metrics are those of <see cref="BinaryTarget"/>, per label
/// and averaged over labels (macro average).</summary>
public sealed class LabelsTarget : PredictedTarget
{
    private readonly IReadOnlyList<string> _labels;
    private readonly double[] _truth;
    private readonly double[] _probabilities;
    private readonly IReadOnlyList<double>? _thresholds;
    private readonly BinaryTarget[] _targets;

    /// <summary>Takes true and predicted values.</summary>
    /// <param name="labels">Names of the labels.</param>
    /// <param name="truth">[cases, labels]: 0 or 1; NaN if it is missing.</param>
    /// <param name="probabilities">[cases, labels]: predicted probability of 1, from 0 to 1.</param>
    /// <param name="thresholds">
    /// [labels]: the probability from which on a case is called positive, NaN for that of the options; null for that of the options in all.
    /// </param>
    /// <exception cref="ArgumentException">No labels, sizes differ, a true value is not 0, 1 or NaN, or a probability is outside 0 to
    /// 1.</exception>
    public LabelsTarget(
        IReadOnlyList<string> labels, double[] truth, double[] probabilities, IReadOnlyList<double>? thresholds = null)
    {
        RequireMatrices(labels, truth, probabilities);
        if (thresholds is not null && thresholds.Count != labels.Count)
            throw new ArgumentException($"{thresholds.Count} thresholds for {labels.Count} labels", nameof(thresholds));
        (_labels, _truth, _probabilities, _thresholds) = (labels, truth, probabilities, thresholds);
        _targets = [.. labels.Select((label, k) =>
            new BinaryTarget(label, Column(truth, labels.Count, k), Column(probabilities, labels.Count, k))
            {
                Threshold = thresholds is null || double.IsNaN(thresholds[k]) ? null : thresholds[k],
            })];
    }

    /// <inheritdoc/>
    public override int Cases => _truth.Length / _labels.Count;

    /// <inheritdoc/>
    public override PredictedTarget Take(IReadOnlyList<int> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return new LabelsTarget(_labels, Rows(_truth, _labels.Count, cases), Rows(_probabilities, _labels.Count, cases), _thresholds);
    }

    internal override IReadOnlyList<LabelMetrics> Prepare(int[] people, EvaluationOptions options) =>
        [.. _targets.SelectMany(target => target.Prepare(people, options))];
}
