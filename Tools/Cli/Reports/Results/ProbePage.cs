using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Evaluation.Probes;
using EcgCmrNative.Models.Evaluation.Verdicts;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>The report of <c>ecgcmr probe</c>.</summary>
internal static class ProbePage
{
    private const string Axis = "95 % interval over people";

    /// <summary>Makes the report.</summary>
    /// <param name="probes">The results.</param>
    /// <param name="data">Whether they are of <c>ECG</c> or <c>image</c> embeddings.</param>
    /// <param name="seed">The seed of the split.</param>
    /// <param name="people">People of the validation and the test set.</param>
    public static HtmlReport Create(ProbeReport probes, string data, ulong seed, (int Validation, int Test) people)
    {
        var isComparison = probes.Arms.Count > 1;
        var fitted = probes.Labels.Where(label => label.Skipped is null).ToArray();
        var report = new HtmlReport(
            $"Linear probes: {string.Join(", ", probes.Arms)}",
            $"{fitted.Length:N0} labels, predicted from frozen {data} embeddings by linear models (ridge regression of numbers, logistic "
            + $"regression of classes), on {probes.TestPatients:N0} people whom they were not fitted on.")
        {
            Origin = new ReportOrigin(seed, ReportOrigin.People(people.Validation, people.Test)),
        };
        report.Judge(VerdictText.Of(probes));
        if (isComparison) report.Judge(VerdictText.OfDifferences(probes));
        report.Figures(
            ($"{probes.Arms.Count}", isComparison ? "encoders" : "encoder"), ($"{fitted.Length:N0}", "labels"),
            ($"{probes.TrainingRows:N0}", "rows fitted on"), ($"{probes.ValidationRows:N0}", "rows that chose the penalty"),
            ($"{probes.TestRows:N0}", "test rows"), ($"{probes.TestPatients:N0}", "test people"));
        if (isComparison)
            report.Text(
                $"Differences are to {probes.Arms[0]} on the same test people, paired by person; encoders differ where the interval does "
                + "not contain 0. Of many labels without any difference about one in twenty does so by chance.");
        foreach (var metric in fitted.GroupBy(label => label.Metric)) AddMetric(report, probes, metric.Key, [.. metric]);
        AddTables(report, probes, fitted);
        return report;
    }

    private static void AddMetric(HtmlReport report, ProbeReport probes, string metric, LabelProbe[] labels)
    {
        var (name, groups) = (EvaluationView.Name(metric), probes.Groups.Where(group => group.Metric == metric && group.Labels.Count > 0));
        report.Section(metric == "auroc" ? "Classes" : "Numbers");
        report.Text(
            metric == "auroc"
                ? "AUROC: the probability that a positive case scores higher than a negative one. The dashed line is chance, 0.5."
                : "R²: the share of the variance that is predicted; 0, the dashed line, is that of the mean of the training set.");
        (string Name, IReadOnlyList<BootstrapInterval> Values, IReadOnlyList<BootstrapInterval> Differences)[] rows =
        [
            .. groups.Select(group => ($"mean: {group.Group}", group.Means, group.Differences)),
            .. labels.Select(label => (
                label.Label, (IReadOnlyList<BootstrapInterval>)[.. label.Arms.Select(arm => arm.Metrics[metric])],
                (IReadOnlyList<BootstrapInterval>)[.. label.Arms.Select(arm => arm.Differences.GetValueOrDefault(metric))])),
        ];
        var scores = new IntervalChart(
            name, $"{name}, {Axis}",
            [.. rows.SelectMany(row => row.Values.Select((value, arm) => new IntervalEntry(row.Name, value, Series: arm)))])
        {
            Chance = Judge.Reference(metric),
            Legend = probes.Arms,
        };
        if (probes.Arms.Count == 1)
        {
            report.Charts(scores with { Legend = [] });
            return;
        }
        report.Charts(scores, new IntervalChart(
            $"{name}, difference to {probes.Arms[0]}", $"difference of {name}, {Axis}",
            [
                .. rows.SelectMany(row => row.Differences.Select((value, arm) => new IntervalEntry(row.Name, value, Series: arm)).Skip(1)),
            ])
        {
            Chance = 0,
            // The colours are those of the scores; the first has no difference.
            Legend = ["", .. probes.Arms.Skip(1).Select(arm => $"{arm} minus {probes.Arms[0]}")],
        });
    }

    private static void AddTables(HtmlReport report, ProbeReport probes, LabelProbe[] fitted)
    {
        var differences = probes.Arms.Count > 1 ? (string[])[$"minus {probes.Arms[0]}", "95 % interval of the difference"] : [];
        report.Section("Every figure");
        if (probes.Groups.Any(group => group.Labels.Count > 0))
            report.Table(
                ["mean over", "labels", "metric", "encoder", "value", "95 % interval", .. differences],
                from mean in probes.Groups.Where(of => of.Labels.Count > 0)
                from i in Enumerable.Range(0, probes.Arms.Count)
                select (IReadOnlyList<string>)
                [
                    mean.Group, $"{mean.Labels.Count:N0}", EvaluationView.Name(mean.Metric), probes.Arms[i], .. Cells(mean.Means[i]),
                    .. i == 0 ? Empty(differences) : Cells(mean.Differences[i]),
                ],
                "Means over labels");
        report.SortableTable(
            ["label", "test rows", "metric", "encoder", "value", "95 % interval", .. differences],
            from label in fitted
            from metric in label.Arms[0].Metrics.Keys
            from i in Enumerable.Range(0, probes.Arms.Count)
            select (IReadOnlyList<string>)
            [
                label.Label, $"{label.TestRows:N0}", EvaluationView.Name(metric), probes.Arms[i], .. Cells(label.Arms[i].Metrics[metric]),
                .. i == 0 ? Empty(differences) : Cells(label.Arms[i].Differences[metric]),
            ],
            "Metrics of each label");
        foreach (var label in probes.Labels.Where(label => label.Skipped is not null)) report.Text($"{label.Label}: {label.Skipped}.");
    }

    private static string[] Empty(string[] columns) => [.. columns.Select(_ => "")];

    private static string[] Cells(BootstrapInterval value) =>
        [EvaluationView.Number(value.Value), EvaluationView.Interval(value.Low, value.High)];
}
