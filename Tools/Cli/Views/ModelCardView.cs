using System.Globalization;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;
using Spectre.Console;

namespace EcgCmrNative.Cli.Views;

/// <summary>The card of a model file on the terminal.</summary>
internal static class ModelCardView
{
    /// <summary>Adds what is said in one line.</summary>
    public static void AddFacts(FactList facts, ModelCard card)
    {
        facts.Add("model", $"predicts {string.Join(", ", card.Targets.Select(target => target.Target.Name))}");
        facts.Add(
            "trained on",
            Invariant($"{card.TrainingPeople:N0} people; calibrated on {card.ValidationPeople:N0}, tested on {card.TestPeople:N0}"));
        foreach (var (name, value) in card.Training) facts.Add(name, value);
        facts.Add("made", $"{card.Date}, version {card.Software}");
    }

    /// <summary>Writes what is predicted, and the results.</summary>
    public static void Write(Terminal terminal, ModelCard card)
    {
        var targets = Cell.Table("target", "kind", "training set", "95 % interval", "decision threshold");
        foreach (var target in card.Targets)
            targets.AddRow(
                Cell.Text(target.Target.Name), Cell.Text(Kind(target.Target)), Cell.Text(Known(target.Target)),
                Cell.Text(Interval(target)), Cell.Text(Threshold(target)));
        terminal.Write(targets);
        var set = card.TestPeople > 0 ? "test" : "validation";
        var metrics = card.Metrics.Where(metric => metric.Set == set).ToArray();
        if (metrics.Length == 0) return;
        var results = Cell.Table("target", $"metric ({set} set)", "value", "95 % interval", "n", "events");
        foreach (var metric in metrics)
            results.AddRow(
                Cell.Text(metric.Target ?? "mean"), Cell.Text(metric.Metric), Cell.Right(EvaluationView.Number(metric.Value)),
                Cell.Right(EvaluationView.Interval(metric.Low, metric.High)), Cell.Whole(metric.Cases),
                Cell.Whole(metric.Events));
        terminal.Write(results);
    }

    /// <summary>What a target is.</summary>
    public static string Kind(PredictionTarget target) => target.Kind switch
    {
        TargetKind.Number => target.Unit is { } unit ? $"number, {unit}" : "number",
        TargetKind.Classes => $"classes {string.Join(", ", target.ClassValues.Select(value => Invariant($"{value}")))}",
        _ => $"time to event ({target.TimeName})",
    };

    /// <summary>What the training set says of a target.</summary>
    public static string Known(PredictionTarget target) => target.Kind switch
    {
        TargetKind.Number => Invariant($"{target.Mean:0.###} ± {target.Deviation:0.###}, {target.Known:N0} people"),
        TargetKind.Classes => Invariant(
            $"{string.Join(", ", target.Prevalence.Select(share => Invariant($"{share:P1}")))}, {target.Known:N0} people"),
        _ => Invariant($"{target.Known:N0} people"),
    };

    /// <summary>The interval of a prediction and its method.</summary>
    public static string Interval(CalibratedTarget target) => target switch
    {
        { IntervalRadius: { } radius } => Invariant($"± {radius:0.###}, {target.IntervalMethod}"),
        { IntervalMethod: { } method } => method,
        _ => "no interval",
    };

    /// <summary>The threshold of two classes and how it was chosen; empty for other kinds.</summary>
    public static string Threshold(CalibratedTarget target) =>
        target.Threshold is { } threshold ? Invariant($"{threshold:0.###}: {target.ThresholdRule}") : "";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
