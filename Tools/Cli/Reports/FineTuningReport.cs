using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Evaluation.Calibration;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.FineTuning;

namespace EcgCmrNative.Cli.Reports;

/// <summary>What a run of fine-tuning gave: results with intervals, calibration, curves, settings.</summary>
internal static class FineTuningReport
{
    /// <summary>Makes the report.</summary>
    public static HtmlReport Create(
        string name, string device, FineTuningConfiguration configuration, FineTuningRecipe recipe, TrainingState state,
        FineTunedModel model, IReadOnlyList<IReadOnlyDictionary<string, double>> epochs)
    {
        var (card, metric) = (model.Card, recipe.Criterion.Metric);
        var shown = model.OnTest ?? model.OnValidation;
        var report = new HtmlReport($"Fine-tuning: {name}", Headline(model));
        report.Figures(
            [
                .. shown.Metrics.Where(result => result.Metric == metric).Take(4).Select(result => (
                    $"{EvaluationView.Number(result.Value)} ({EvaluationView.Number(result.Low)} to {EvaluationView.Number(result.High)})",
                    $"{result.Metric}, {result.Label ?? "mean"}")),
                ($"{card.TrainingPeople:N0}", "people trained on"), ($"{card.ValidationPeople:N0}", "validation people"),
                ($"{card.TestPeople:N0}", "test people"), ($"{state.Epoch}", "epochs"),
            ]);
        report.Section(model.OnTest is null ? "Results on the validation set" : "Results on the test set");
        report.Text(model.OnTest is null
            ? "There is no test set. The best epoch, the thresholds and the temperatures were chosen on these people, so that the results "
                + "are too good; hold out a test set (--test)."
            : "People who had no part in training. Intervals of 95 % are from a bootstrap over people.");
        report.Table(
            ["target", "metric", "value", "95 % interval", "n", "events", "missing"],
            shown.Metrics.Select(result => (IReadOnlyList<string>)
            [
                result.Label ?? "mean", result.Metric, EvaluationView.Number(result.Value),
                $"{EvaluationView.Number(result.Low)} to {EvaluationView.Number(result.High)}", $"{result.Cases:N0}",
                result.Events is { } events ? $"{events:N0}" : "", $"{result.Missing:N0}",
            ]));
        foreach (var omitted in shown.Omitted)
            report.Text($"{omitted.Label ?? "Mean"}: no {omitted.Metric ?? "result"}, {omitted.Reason}.");
        AddCalibration(report, model.OnTest is null ? model.Validation : model.Test, card);
        var charts = new EpochCharts(epochs);
        report.Section("Training");
        report.Charts(
            charts.Chart("Loss", "loss", ("training", "train_loss"), ("validation", "val_loss")),
            charts.Chart($"Criterion: {metric}", metric, ("validation", $"val_{metric}")), charts.LearningRate);
        charts.Table(report, EpochColumns.FineTuning(metric));
        report.Section("Settings");
        report.Text($"Computed on {device}; batches of {configuration.Training.BatchSize}, seed {configuration.Training.Seed}.");
        report.Settings((configuration with { ValidationRows = [], TestRows = [] }).ToJson());
        return report;
    }

    /// <summary>Judges: which targets are predicted better than by chance.</summary>
    private static string Headline(FineTunedModel model)
    {
        var report = model.OnTest ?? model.OnValidation;
        var (better, notBetter) = (new List<string>(), new List<string>());
        foreach (var result in report.Metrics.Where(result => result.Label is not null))
        {
            double? chance = result.Metric switch { "auroc" or "concordance" => 0.5, "pcc" => 0, _ => null };
            if (chance is not { } level) continue;
            (result.Low > level ? better : notBetter).Add(result.Label!);
        }
        var text = better.Count > 0 ? $"Predicted better than by chance: {string.Join(", ", better)}." : "";
        return notBetter.Count == 0 ? text
            : $"{text} Not shown to be better than chance: {string.Join(", ", notBetter)}; more people, other weights to start from "
                + "or longer training may help.".TrimStart();
    }

    private static void AddCalibration(HtmlReport report, LabelledOutputs outputs, ModelCard card)
    {
        var charts = new List<LineChart>();
        for (var t = 0; t < card.Targets.Count; t++)
        {
            var target = card.Targets[t];
            if (!target.Target.IsBinary) continue;
            var known = Enumerable.Range(0, outputs.Count).Where(record => !double.IsNaN(outputs.Truth(t)[record])).ToArray();
            if (known.Length == 0) continue;
            var curve = ReliabilityCurve.Of(
                [.. known.Select(record => outputs.Truth(t)[record] == 1)],
                [.. known.Select(record => TargetDecoder.Decode(target, outputs.Outputs(record, t)).Value)]);
            charts.Add(new LineChart(
                $"Calibration: {target.Target.Name}", "predicted probability, %", "observed share",
                [
                    Line("observed", point => point.ObservedShare, isDashed: false),
                    Line("95 % interval, low", point => point.ObservedLow, isDashed: true),
                    Line("high", point => point.ObservedHigh, isDashed: true),
                ]));

            ChartSeries Line(string name, Func<ReliabilityPoint, double> value, bool isDashed) =>
                new(name, [.. curve.Points.Select(point => (100 * point.MeanProbability, value(point)))], isDashed);
        }
        if (charts.Count == 0) return;
        report.Section("Calibration");
        report.Text(
            "How often people with a predicted probability have the second class. Calibrated predictions lie where both are equal.");
        report.Charts(charts);
    }
}
