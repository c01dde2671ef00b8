using EcgCmrNative.Cli.Reports.Provenance;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Evaluation.Predictions;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>The report of <c>ecgcmr evaluate</c>: models on people whom they were not trained on.</summary>
internal static class EvaluationReport
{
    /// <summary>Makes the report.</summary>
    /// <param name="models">The models; the others were compared with the first.</param>
    /// <param name="differences">Of each other model to the first, in their order.</param>
    /// <param name="subgroups">Of each model.</param>
    /// <param name="options">Resamples and seed.</param>
    /// <param name="includesSeen">True if people of a training set were not left out.</param>
    /// <param name="data">The data.</param>
    public static HtmlReport Create(
        IReadOnlyList<EvaluatedModel> models, IReadOnlyList<PredictionReport> differences,
        IReadOnlyList<IReadOnlyList<SubgroupReport>> subgroups, EvaluationOptions options, bool includesSeen, DataCard data)
    {
        var (outputs, people) = (models[0].Outputs, models[0].Outputs.People.Distinct().Count());
        var report = new HtmlReport(
            $"Evaluation: {string.Join(", ", models.Select(model => model.Name))}",
            $"{(models.Count == 1 ? "A model" : $"{models.Count} models")} on {outputs.Count:N0} recordings of {people:N0} people. "
            + $"Intervals of 95 % are from a bootstrap over people with {options.Bootstrap.Resamples:N0} resamples.")
        {
            Origin = new ReportOrigin(
                options.Bootstrap.Seed,
                includesSeen
                    ? $"{people:N0} evaluated; people of training sets may be among them (--allow-seen)"
                    : $"{people:N0} evaluated, none of a known training set"),
        };
        foreach (var model in models) report.Judge(VerdictText.Of(model.Results, models.Count > 1 ? model.Name : null));
        report.Section("Results");
        ResultSections.Add(report, models);
        for (var i = 1; i < models.Count; i++)
        {
            report.Section($"{models[i].Name} minus {models[0].Name}");
            report.Text("Paired by person. Models differ where the interval does not contain 0.");
            ResultSections.AddMetrics(report, differences[i - 1]);
        }
        for (var i = 0; i < models.Count; i++)
        {
            if (subgroups[i].Count == 0) continue;
            report.Section(models.Count > 1 ? $"Subgroups: {models[i].Name}" : "Subgroups");
            AddSubgroups(report, subgroups[i]);
        }
        foreach (var model in models)
        {
            if (model.Card is { } card) ModelCardSection.Add(report, card, models.Count > 1 ? model.Name : null);
        }
        new Making
        {
            Data = data,
            Computed = $"Intervals from {options.Bootstrap.Resamples:N0} resamples of the people, seed {options.Bootstrap.Seed}.",
        }.AddTo(report);
        return report;
    }

    private static void AddSubgroups(HtmlReport report, IReadOnlyList<SubgroupReport> groups)
    {
        report.SortableTable(
            ["subgroup", "people", "recordings", "target", "metric", "value", "95 % interval", "n", "events"],
            groups.SelectMany(group => group.Report.Metrics.Where(metric => metric.Label is not null).Select(metric =>
                (IReadOnlyList<string>)
                [
                    group.Name, $"{group.People:N0}", $"{group.Cases:N0}", metric.Label!, EvaluationView.Name(metric.Metric),
                    EvaluationView.Number(metric.Value), EvaluationView.Interval(metric.Low, metric.High), $"{metric.Cases:N0}",
                    metric.Events is { } events ? $"{events:N0}" : "",
                ])),
            "Metrics of subgroups");
        foreach (var group in groups)
        {
            foreach (var omitted in group.Report.Omitted)
                report.Text($"{group.Name}, {omitted.Label ?? "mean"}: no {omitted.Metric ?? "result"}, {omitted.Reason}.");
        }
    }
}
