using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>The results of one or several models on the same people: what reports of fine-tuning and of evaluation share.</summary>
internal static class ResultSections
{
    /// <summary>Adds a table of metrics for each model, then curves of classes, and agreement of numbers.</summary>
    public static void Add(HtmlReport report, IReadOnlyList<EvaluatedModel> models)
    {
        foreach (var model in models)
        {
            if (models.Count > 1) report.Subsection(model.Name);
            AddMetrics(report, model.Results);
        }
        var targets = models[0].Targets.Select(target => target.Target).ToArray();
        ClassSection.Add(report, models, [.. targets.Where(target => target.Kind == TargetKind.Classes)]);
        NumberSection.Add(report, models, [.. targets.Where(target => target.Kind == TargetKind.Number)]);
    }

    /// <summary>Adds a table of metrics, and the reasons of those that are left out.</summary>
    /// <param name="report">The report.</param>
    /// <param name="results">The metrics.</param>
    /// <param name="caption">What they are of; null if the heading says it.</param>
    public static void AddMetrics(HtmlReport report, PredictionReport results, string? caption = null)
    {
        // The mean of errors in different units says nothing.
        var metrics = results.Metrics.Where(result => result.Label is not null || result.Metric is not ("rmse" or "mae")).ToArray();
        if (metrics.Length > 0)
            report.Table(
                ["target", "metric", "value", "95 % interval", "n", "events", "missing"],
                metrics.Select(result => (IReadOnlyList<string>)
                [
                    result.Label ?? "mean", EvaluationView.Name(result.Metric), EvaluationView.Number(result.Value),
                    EvaluationView.Interval(result.Low, result.High), $"{result.Cases:N0}",
                    result.Events is { } events ? $"{events:N0}" : "", $"{result.Missing:N0}",
                ]),
                caption);
        foreach (var omitted in results.Omitted)
            report.Text($"{omitted.Label ?? "Mean"}: no {omitted.Metric ?? "result"}, {omitted.Reason}.");
    }
}
