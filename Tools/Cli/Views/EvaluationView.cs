using System.Globalization;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Models.Evaluation.Predictions;
using Spectre.Console;

namespace EcgCmrNative.Cli.Views;

/// <summary>Results of predictions on the terminal, each with its interval.</summary>
internal static class EvaluationView
{
    /// <summary>The metrics that are shown of each target, in this order; the others are in the files.</summary>
    private static readonly string[] Shown =
        ["auroc", "auprc", "balanced_accuracy", "brier", "ece", "pcc", "r2", "rmse", "mae", "concordance"];

    /// <summary>Writes a table.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="heading">What the results are of.</param>
    /// <param name="report">The results.</param>
    /// <param name="isJudged">Adds a verdict; false for differences and subgroups.</param>
    public static void Write(Terminal terminal, string heading, PredictionReport report, bool isJudged = true)
    {
        terminal.Write(heading);
        var table = Cell.Table("target", "metric", "value", "95 % interval", "n", "events");
        // The mean of errors in different units says nothing.
        foreach (var metric in report.Metrics.Where(metric =>
            Shown.Contains(metric.Metric) && (metric.Label is not null || metric.Metric is not ("rmse" or "mae"))))
        {
            table.AddRow(
                Cell.Text(metric.Label ?? "mean"), Cell.Text(metric.Metric), Cell.Right(Number(metric.Value)),
                Cell.Right(Interval(metric.Low, metric.High)), Cell.Whole(metric.Cases),
                metric.Events is { } events ? Cell.Whole(events) : Cell.Text(""));
        }
        if (table.Rows.Count > 0) terminal.Write(table);
        foreach (var omitted in report.Omitted.GroupBy(omitted => (omitted.Label, omitted.Reason)))
        {
            var metrics = omitted.Any(one => one.Metric is null)
                ? "no result"
                : $"no {string.Join(", ", omitted.Select(one => one.Metric))}";
            terminal.Say($"{omitted.Key.Label ?? "mean"}: {metrics}: {omitted.Key.Reason}");
        }
        if (isJudged) VerdictText.Write(terminal, VerdictText.Of(report));
    }

    /// <summary>Both ends of an interval.</summary>
    public static string Interval(double low, double high) => IntervalText.Of(low, high, Number);

    /// <summary>A metric as the field writes it.</summary>
    public static string Name(string metric) => metric switch
    {
        "auroc" => "AUROC",
        "auprc" => "AUPRC",
        "r2" => "R²",
        "pcc" => "correlation",
        "f1" => "F1",
        "brier" => "Brier score",
        "rmse" or "mae" or "mcc" or "ece" => metric.ToUpperInvariant(),
        _ => metric.Replace('_', ' '),
    };

    /// <summary>A metric with as many digits as it deserves.</summary>
    public static string Number(double value) => value.ToString(
        Math.Abs(value) >= 100 ? "F1" : Math.Abs(value) >= 10 ? "F2" : "F3", CultureInfo.InvariantCulture);
}
