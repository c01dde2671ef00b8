using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Models.Prediction;

/// <summary>The outputs of a model for some recordings, beside the true values of its targets.</summary>
public sealed class LabelledOutputs
{
    private readonly double[] _outputs;
    private readonly double[][] _truth;
    private readonly double[][] _times;
    private readonly int[] _firstOutput;
    private readonly int _width;

    /// <summary>Puts outputs and labels together.</summary>
    /// <param name="targets">The targets, in the order of the outputs.</param>
    /// <param name="outputs">[records, outputs].</param>
    /// <param name="labelNames">The labels of the records.</param>
    /// <param name="records">The records that the outputs are of.</param>
    /// <exception cref="ArgumentException">The outputs do not fit, or a target is not among the labels.</exception>
    public LabelledOutputs(
        IReadOnlyList<PredictionTarget> targets, double[] outputs, IReadOnlyList<string> labelNames, IReadOnlyList<CohortRecord> records)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(labelNames);
        ArgumentNullException.ThrowIfNull(records);
        _width = targets.Sum(target => target.Outputs);
        if (outputs.Length != records.Count * _width)
            throw new ArgumentException($"{outputs.Length} outputs for {records.Count} recordings and {_width} outputs of each");
        (Targets, _outputs) = (targets, outputs);
        People = [.. records.Select(record => record.Patient)];
        var names = labelNames.ToList();
        _truth = [.. targets.Select(target => Column(target.Name).Select(value => Standard(target, value)).ToArray())];
        _times = [.. targets.Select(target => target.TimeName is { } time ? Column(time) : [])];
        _firstOutput = new int[targets.Count];
        for (var t = 1; t < targets.Count; t++) _firstOutput[t] = _firstOutput[t - 1] + targets[t - 1].Outputs;

        double[] Column(string name) => names.IndexOf(name) is >= 0 and var column
            ? [.. records.Select(record => (double)record.Labels[column])]
            : throw new ArgumentException($"the records have no label '{name}'; their labels are {string.Join(", ", labelNames)}");
    }

    /// <summary>The targets.</summary>
    public IReadOnlyList<PredictionTarget> Targets { get; }

    /// <summary>The person of each record.</summary>
    public IReadOnlyList<string> People { get; }

    /// <summary>Number of records.</summary>
    public int Count => People.Count;

    /// <summary>The outputs of a target for a record.</summary>
    public ReadOnlySpan<double> Outputs(int record, int target) =>
        _outputs.AsSpan(record * _width + _firstOutput[target], Targets[target].Outputs);

    /// <summary>All outputs of a record.</summary>
    public ReadOnlySpan<double> Outputs(int record) => _outputs.AsSpan(record * _width, _width);

    /// <summary>The true values of a target: numbers in their unit, indices of classes, events 0 or 1; NaN if missing.</summary>
    public IReadOnlyList<double> Truth(int target) => _truth[target];

    /// <summary>The records with a true value of a target.</summary>
    internal int[] Known(int target) => [.. Enumerable.Range(0, Count).Where(record => !double.IsNaN(_truth[target][record]))];

    /// <summary>True and predicted values of a target, of the records whose true value is known.</summary>
    /// <param name="calibrated">The target with its calibration.</param>
    /// <param name="target">Its number.</param>
    public KnownPredictions KnownPredictions(CalibratedTarget calibrated, int target)
    {
        var records = Known(target);
        var values = Array.ConvertAll(records, record =>
        {
            var prediction = TargetDecoder.Decode(calibrated, Outputs(record, target));
            return Targets[target].Kind == TargetKind.Classes && !Targets[target].IsBinary
                ? Array.IndexOf([.. Targets[target].ClassValues], prediction.Value)
                : prediction.Value;
        });
        return new KnownPredictions(Array.ConvertAll(records, record => _truth[target][record]), values);
    }

    /// <summary>Evaluates the predictions: every metric of every target with its interval over people.</summary>
    /// <param name="calibrated">The targets with their calibration.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="cancellation">Stops between resamples.</param>
    public PredictionReport Evaluate(
        IReadOnlyList<CalibratedTarget> calibrated, EvaluationOptions? options = null, CancellationToken cancellation = default)
    {
        // Targets that are evaluated alone; their metrics have no label yet.
        var alone = new Queue<string>(
            Targets.Where(target => target.Kind == TargetKind.Classes && !target.IsBinary)
                .Concat(Targets.Where(target => target.Kind == TargetKind.TimeToEvent)).Select(target => target.Name));
        var reports = Evaluated(calibrated).Select(target =>
        {
            var report = PredictionEvaluation.Of(target, People, options, cancellation);
            return target is ClassTarget or SurvivalTarget ? Named(report, alone.Dequeue()) : report;
        }).ToArray();
        return new PredictionReport(
            [.. reports.SelectMany(report => report.Metrics)], [.. reports.SelectMany(report => report.Omitted)]);
    }

    /// <summary>The targets as the evaluation takes them: all numbers together, all pairs of classes together, then the others.</summary>
    /// <param name="calibrated">The targets with their calibration.</param>
    public IEnumerable<PredictedTarget> Evaluated(IReadOnlyList<CalibratedTarget> calibrated)
    {
        ArgumentNullException.ThrowIfNull(calibrated);
        var decoded = Enumerable.Range(0, Count).Select(record => calibrated.Select((target, t) =>
            TargetDecoder.Decode(target, Outputs(record, t))).ToArray()).ToArray();
        var numbers = Of(target => target.Kind == TargetKind.Number);
        if (numbers.Length > 0) yield return new NumbersTarget(Names(numbers), Matrix(numbers, Truth), Matrix(numbers, Value));
        var binary = Of(target => target.IsBinary);
        if (binary.Length > 0) yield return new LabelsTarget(
                Names(binary), Matrix(binary, Truth), Matrix(binary, Value),
                Array.ConvertAll(binary, t => calibrated[t].Threshold ?? double.NaN));
        foreach (var t in Of(target => target.Kind == TargetKind.Classes && !target.IsBinary))
            yield return new ClassTarget(
                [.. Targets[t].ClassValues.Select(value => FormattableString.Invariant($"{Targets[t].Name}={value}"))], _truth[t],
                [.. decoded.SelectMany(record => record[t].Probabilities)]);
        foreach (var t in Of(target => target.Kind == TargetKind.TimeToEvent))
            yield return new SurvivalTarget(
                [.. _times[t].Select((time, record) => double.IsNaN(_truth[t][record]) ? double.NaN : time)],
                Array.ConvertAll(_truth[t], occurred => occurred == 1), [.. decoded.Select(record => record[t].Value)]);

        int[] Of(Func<PredictionTarget, bool> isWanted) => [.. Enumerable.Range(0, Targets.Count).Where(t => isWanted(Targets[t]))];
        string[] Names(int[] chosen) => Array.ConvertAll(chosen, t => Targets[t].Name);
        double[] Matrix(int[] chosen, Func<int, int, double> value) =>
            [.. Enumerable.Range(0, Count).SelectMany(record => chosen.Select(t => value(record, t)))];
        double Truth(int record, int t) => _truth[t][record];
        double Value(int record, int t) => decoded[record][t].Value;
    }

    private static PredictionReport Named(PredictionReport report, string name) => new(
        [.. report.Metrics.Select(metric => metric with { Label = name })],
        [.. report.Omitted.Select(metric => metric with { Label = name })]);

    private static double Standard(PredictionTarget target, double value)
    {
        if (target.Kind != TargetKind.Classes) return value;
        for (var i = 0; i < target.ClassValues.Count; i++)
        {
            if (target.ClassValues[i] == value) return i;
        }
        return double.NaN;
    }
}

/// <summary>True and predicted values of a target, one for each record whose true value is known.</summary>
/// <param name="Truth">Numbers in their unit, indices of classes, events 0 or 1.</param>
/// <param name="Predictions">
/// Numbers in their unit; the probability of the second of two classes; the index of the most probable of more; relative hazards.
/// </param>
public sealed record KnownPredictions(double[] Truth, double[] Predictions);
