using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Models.Studies;

/// <summary>Compares the arms of a study on one task, with one readout and share of labels.</summary>
internal sealed class StudyComparison
{
    private static readonly string[] LowerIsBetter = ["rmse", "mae", "brier", "log_loss", "ece"];

    /// <summary>Where only the value counts.</summary>
    private const int FewResamples = 100;

    private readonly StudyDefinition _study;
    private readonly StudyTask _task;
    private readonly EvaluationOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, StudyCellResult[]> _runs;
    private readonly string[] _labels;
    private readonly string _metric;
    private readonly Dictionary<string, PredictionReport> _reports = [];
    private readonly Dictionary<(string, string), PredictionReport?> _differences = [];

    /// <param name="study">The study.</param>
    /// <param name="task">The task.</param>
    /// <param name="cells">The finished cells of the task, of all arms and seeds.</param>
    /// <param name="options">Settings of the intervals.</param>
    /// <param name="cancellation">Stops between resamples.</param>
    public StudyComparison(
        StudyDefinition study, StudyTask task, IReadOnlyList<StudyCellResult> cells, EvaluationOptions options,
        CancellationToken cancellation)
    {
        (_study, _task, _options, _cancellation) = (study, task, options, cancellation);
        var learned = cells.Where(cell => cell.Result.Targets.Count > 0).ToArray();
        _runs = learned.GroupBy(cell => cell.Cell.Arm.Name)
            .ToDictionary(arm => arm.Key, arm => arm.OrderBy(cell => Array.IndexOf([.. study.Seeds], cell.Cell.Seed)).ToArray());
        // A label that some seed could not learn would make the means of arms differ.
        _labels = [.. task.Targets.Where(label => learned.All(cell => cell.Result.Targets.Any(target => target.Name == label)))];
        if (learned.Length == 0) _labels = [];
        var isNumber = _labels.Length > 0
            && learned[0].Result.Targets.First(target => target.Name == _labels[0]).Kind == TargetKind.Number;
        _metric = task.Metric ?? (isNumber ? "r2" : "auroc");
        if (_labels.Length == 0) return;
        foreach (var (arm, runs) in _runs)
            _reports[arm] = PredictionEvaluation.OfRuns(
                [.. runs.Select(run => run.Result.Take(_labels))], runs[0].Result.People, options, cancellation);
        if (_reports.Values.FirstOrDefault() is { } report && report.Metrics.Count > 0 && report.Metrics.All(of => of.Metric != _metric))
            throw new ArgumentException(
                $"{study.Name}, task '{task.Name}': there is no metric '{_metric}'; there are "
                + string.Join(", ", report.Metrics.Select(of => of.Metric).Distinct()));
    }

    /// <summary>The line of the mean, if there are several labels, and a line for each label.</summary>
    public IEnumerable<StudyRow> Rows(string readout, double fraction)
    {
        if (_labels.Length != 1) yield return Row(readout, fraction, null);
        foreach (var label in _labels) yield return Row(readout, fraction, label);
    }

    private StudyRow Row(string readout, double fraction, string? label)
    {
        var found = _reports.Values.Select(report => report.Find(_metric, label)).FirstOrDefault(metric => metric is not null);
        var ranked = _study.Arms.Where(arm => arm.Modality == Modality.Ecg && Value(arm.Name, label) is not null)
            .OrderByDescending(arm => Better(Value(arm.Name, label)!.Value)).Select(arm => arm.Name).ToArray();
        var people = _runs.Values.FirstOrDefault()?[0].Result.People.Distinct().Count() ?? 0;
        return new StudyRow(
            readout, fraction, _task.Name, label, _metric, people, label is null ? null : found?.Events,
            [.. _study.Arms.Select(arm => Entry(arm, label, ranked))],
            [.. ranked.Zip(ranked.Skip(1), (better, worse) => Difference(better, worse, label))]);
    }

    private StudyEntry Entry(StudyArm arm, string? label, string[] ranked)
    {
        var isReference = arm.Modality == Modality.Cmr;
        if (Value(arm.Name, label) is not { } value)
            return new StudyEntry(arm.Name, isReference, null, [], null, Reason(arm.Name, label));
        var rival = isReference ? null : Array.Find(ranked, other => other != arm.Name);
        return new StudyEntry(
            arm.Name, isReference, value, Seeds(arm.Name, label), rival is null ? null : Difference(arm.Name, rival, label), null);
    }

    private BootstrapInterval? Value(string arm, string? label) =>
        _reports.TryGetValue(arm, out var report) && report.Find(_metric, label) is { } found
            ? new BootstrapInterval(found.Value, found.Low, found.High)
            : null;

    private double Better(BootstrapInterval value) => LowerIsBetter.Contains(_metric) ? -value.Value : value.Value;

    private string Reason(string arm, string? label)
    {
        if (!_runs.ContainsKey(arm)) return "not done yet, or nothing could be learned";
        if (_labels.Length == 0) return "no label could be learned with every seed";
        var found = _reports[arm].Omitted.FirstOrDefault(omitted =>
            (label is null || omitted.Label == label) && (omitted.Metric is null || omitted.Metric == _metric));
        return found?.Reason ?? "it has no value";
    }

    /// <summary>The value of each seed.</summary>
    private double[] Seeds(string arm, string? label)
    {
        var point = _options with { Bootstrap = _options.Bootstrap with { Resamples = FewResamples } };
        return
        [
            .. _runs[arm].Select(run => _runs[arm].Length == 1
                ? Value(arm, label)!.Value.Value
                : PredictionEvaluation.Of(run.Result.Take(_labels), run.Result.People, point, _cancellation).Find(_metric, label)?.Value
                    ?? double.NaN),
        ];
    }

    private StudyDifference Difference(string arm, string other, string? label)
    {
        if (!_differences.TryGetValue((arm, other), out var report))
        {
            // Only seeds that both have: their draws are paired.
            var seeds = _runs[arm].Select(run => run.Cell.Seed).Intersect(_runs[other].Select(run => run.Cell.Seed)).ToArray();
            var (first, second) = (Runs(arm), Runs(other));
            report = first.Length > 0 && _runs[arm][0].Result.People.SequenceEqual(_runs[other][0].Result.People)
                ? PredictionEvaluation.Difference(first, second, _runs[arm][0].Result.People, _options, _cancellation)
                : null;
            _differences[(arm, other)] = report;

            PredictedTarget[] Runs(string name) =>
                [.. _runs[name].Where(run => seeds.Contains(run.Cell.Seed)).Select(run => run.Result.Take(_labels))];
        }
        return new StudyDifference(
            arm, other,
            report?.Find(_metric, label) is { } found ? new BootstrapInterval(found.Value, found.Low, found.High) : null);
    }
}
