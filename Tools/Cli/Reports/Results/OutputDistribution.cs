using System.Globalization;
using EcgCmrNative.Cli.Reports.Interactive;
using EcgCmrNative.Models.Evaluation.Metrics;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>Counts the predictions of a target; its memory does not grow with their number.</summary>
internal sealed class OutputDistribution
{
    private const int Bins = 40;

    private readonly PredictionTarget _target;
    private readonly Histogram _histogram;
    private readonly double? _threshold;

    public OutputDistribution(CalibratedTarget calibrated)
    {
        (_target, _threshold) = (calibrated.Target, calibrated.Threshold);
        _histogram = _target.Kind switch
        {
            TargetKind.Number => new Histogram(_target.Mean - 4 * _target.Deviation, _target.Mean + 4 * _target.Deviation, Bins),
            TargetKind.Classes when _target.IsBinary => new Histogram(0, 1, Bins / 2),
            TargetKind.Classes => new Histogram(-0.5, _target.ClassValues.Count - 0.5, _target.ClassValues.Count),
            // A hazard's logarithm of base 2: from a sixteenth to sixteen times the mean.
            _ => new Histogram(-4, 4, Bins),
        };
    }

    public void Add(TargetPrediction prediction) => _histogram.Add(_target.Kind switch
    {
        TargetKind.Classes when !_target.IsBinary => Array.IndexOf([.. _target.ClassValues], prediction.Value),
        TargetKind.TimeToEvent => Math.Log2(prediction.Value),
        _ => prediction.Value,
    });

    /// <summary>The counts as bars.</summary>
    public InteractiveFigure Figure()
    {
        double[] x = [.. _histogram.Counts.Select((_, i) => _histogram.Low + (i + 0.5) * _histogram.BinWidth)];
        double[] counts = [.. _histogram.Counts.Select(count => (double)count)];
        var unit = _target.Unit is { } name ? $", {name}" : "";
        var isOfMoreClasses = _target.Kind == TargetKind.Classes && !_target.IsBinary;
        var categories = isOfMoreClasses ? _target.ClassValues.Select(Text).ToArray() : null;
        var (axis, note) = _target.Kind switch
        {
            TargetKind.Number => (
                $"{_target.Name}{unit}", $"Training set: mean {Text(_target.Mean)}, deviation {Text(_target.Deviation)}{unit}."),
            TargetKind.Classes when _target.IsBinary => (
                $"probability of {_target.Name} = {Text(_target.ClassValues[1])}",
                $"Training set: {Percent(_target.Prevalence[1])} have it."),
            TargetKind.Classes => ("class", ""),
            _ => ("hazard ratio, log2", ""),
        };
        var series = new List<InteractiveSeries>
        {
            new(SeriesKind.Bars, "recordings", x, counts, [.. counts.Select((count, i) => $"{Bin(i)}: {count:N0} recordings")]),
        };
        if (Mark() is { } mark) series.Add(InteractiveSeries.Reference(mark.Name, (mark.At, 0), (mark.At, Math.Max(1, counts.Max()))));
        return new InteractiveChart(
            $"{_target.Name}: {counts.Sum():N0} predictions", $"{note} Most predictions are at {Bin(Array.IndexOf(counts, counts.Max()))}.",
            axis, "recordings", series, categories);
    }

    private (string Name, double At)? Mark() => _target.Kind switch
    {
        TargetKind.Number => ("mean of the training set", _target.Mean),
        TargetKind.Classes when _target.IsBinary && _threshold is { } threshold => ("threshold", threshold),
        _ => null,
    };

    private string Bin(int i) => _target.Kind == TargetKind.Classes && !_target.IsBinary
        ? Text(_target.ClassValues[i])
        : $"{Text(_histogram.Low + i * _histogram.BinWidth)} to {Text(_histogram.Low + (i + 1) * _histogram.BinWidth)}";

    private static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
