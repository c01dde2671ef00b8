using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Data.Formats.Tables;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Tables;

/// <summary>
/// A row per recording: its name, the windows that were averaged, of each target the value with interval or the probabilities, the quality,
/// and the reason of a refusal.
/// </summary>
internal sealed class PredictionTable : PredictionWriter
{
    private readonly ModelCard _card;
    private readonly ITableWriter _table;
    private readonly int _targetColumns;

    public PredictionTable(ModelCard card, Func<IReadOnlyList<TableColumn>, ITableWriter> table)
    {
        TableColumn[] targets = [.. card.Targets.SelectMany(target => Columns(target.Target))];
        (_card, _targetColumns) = (card, targets.Length);
        _table = table(ColumnNames.Distinct(
        [
            new("recording", ColumnKind.Text), new("windows", ColumnKind.Whole), .. targets,
            new("heart_rate_per_min", ColumnKind.Number), new("quality", ColumnKind.Text), new("refused", ColumnKind.Text),
        ]));
    }

    public override void Write(PreparedRecording recording, EcgPrediction prediction) =>
        Write(recording, prediction.Windows, prediction.Targets.SelectMany((target, t) => Values(target, _card.Targets[t])), refusal: null);

    public override void Refuse(PreparedRecording recording, string reason) =>
        Write(recording, windows: null, new object?[_targetColumns], reason);

    public override void Finish() => _table.Finish();

    private void Write(PreparedRecording recording, long? windows, IEnumerable<object?> targets, string? refusal) => _table.Add(
        [recording.Name, windows, .. targets, recording.HeartRatePerMinute, QualityText.Of(recording.Quality), refusal]);

    private static IEnumerable<TableColumn> Columns(PredictionTarget target)
    {
        var (name, probability) = (target.Name, $"{target.Name}_probability");
        string[] names = target.Kind switch
        {
            TargetKind.Number => [name, $"{name}_low", $"{name}_high"],
            TargetKind.Classes when target.IsBinary =>
                [probability, $"{probability}_low", $"{probability}_high", $"{name}_threshold", $"{name}_decision"],
            TargetKind.Classes => [name, .. target.ClassValues.Select(value => FormattableString.Invariant($"{probability}_{value}"))],
            _ => [$"{name}_hazard_ratio"],
        };
        return names.Select(column => new TableColumn(column, ColumnKind.Number));
    }

    private static object?[] Values(TargetPrediction prediction, CalibratedTarget calibrated) => prediction.Target.Kind switch
    {
        TargetKind.Number => [prediction.Value, prediction.Low, prediction.High],
        TargetKind.Classes when prediction.Target.IsBinary =>
        [
            prediction.Value, prediction.Low, prediction.High, calibrated.Threshold ?? CalibratedTarget.DefaultThreshold,
            prediction.Target.ClassValues[prediction.IsPositive == true ? 1 : 0],
        ],
        TargetKind.Classes => [prediction.Value, .. prediction.Probabilities.Select(probability => (object)probability)],
        _ => [prediction.Value],
    };
}
