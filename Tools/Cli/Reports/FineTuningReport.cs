using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Reports.Provenance;
using EcgCmrNative.Cli.Reports.Results;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.FineTuning;

namespace EcgCmrNative.Cli.Reports;

/// <summary>What a run of fine-tuning gave: results with intervals, calibration, curves, settings.</summary>
internal static class FineTuningReport
{
    /// <summary>Makes the report.</summary>
    public static HtmlReport Create(
        string name, string device, FineTuningConfiguration configuration, DataCard data, FineTuningRecipe recipe, TrainingState state,
        FineTunedModel model, IReadOnlyList<IReadOnlyDictionary<string, double>> epochs)
    {
        var (card, metric) = (model.Card, recipe.Criterion.Metric);
        var shown = model.OnTest ?? model.OnValidation;
        var report = new HtmlReport(
            $"Fine-tuning: {name}",
            $"An encoder was trained to predict {string.Join(", ", card.Targets.Select(target => target.Target.Name))}.")
        {
            Origin = new ReportOrigin(configuration.Training.Seed, ReportOrigin.People(card.ValidationPeople, card.TestPeople)),
        };
        report.Figures(
            [
                .. shown.Metrics.Where(result => result.Metric == metric).Take(4).Select(result => (
                    $"{EvaluationView.Number(result.Value)} ({EvaluationView.Interval(result.Low, result.High)})",
                    $"{EvaluationView.Name(result.Metric)}, {result.Label ?? "mean"}")),
                ($"{card.TrainingPeople:N0}", "people trained on"), ($"{card.ValidationPeople:N0}", "validation people"),
                ($"{card.TestPeople:N0}", "test people"), ($"{state.Epoch}", "epochs"),
            ]);
        report.Judge(VerdictText.Of(shown));
        report.Section(model.OnTest is null ? "Results on the validation set" : "Results on the test set");
        report.Text(model.OnTest is null
            ? "There is no test set. The best epoch, the thresholds and the temperatures were chosen on these people, so that the results "
                + "are too good; hold out a test set (--test)."
            : "People who had no part in training. Intervals of 95 % are from a bootstrap over people.");
        ResultSections.Add(
            report, [new EvaluatedModel(name, card.Targets, model.OnTest is null ? model.Validation : model.Test, shown)]);
        var charts = new EpochCharts(epochs);
        report.Section("Training");
        report.Charts(
            charts.Chart("Loss", "loss", ("training", "train_loss"), ("validation", "val_loss")),
            charts.Chart($"Criterion: {metric}", metric, ("validation", $"val_{metric}")), charts.LearningRate);
        charts.Table(report, EpochColumns.FineTuning(metric));
        Making.OfRun(name, device, configuration, data, epochs, state.BestEpoch).AddTo(report);
        return report;
    }
}
