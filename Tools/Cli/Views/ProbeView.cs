using System.Globalization;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Evaluation.Probes;
using Spectre.Console;

namespace EcgCmrNative.Cli.Views;

/// <summary>What linear probes read, on the terminal: a row for each label, then the means.</summary>
internal static class ProbeView
{
    public static void Write(Terminal terminal, ProbeReport report)
    {
        terminal.Write(
            $"fitted on {report.TrainingRows} rows, penalty chosen on {report.ValidationRows}, "
            + $"measured on {report.TestRows} of {report.TestPatients} people");
        var table = Cell.Table(
            ["label", "test rows", "", .. report.Arms, .. report.Arms.Skip(1).Select(arm => $"{arm} − {report.Arms[0]}")]);
        foreach (var label in report.Labels.Where(label => label.Skipped is null))
        {
            table.AddRow(
            [
                Cell.Text(label.Label), Cell.Whole(label.TestRows), Cell.Text(Metric(label.Metric)),
                .. label.Arms.Select(arm => Interval(arm.Metrics[label.Metric])),
                .. label.Arms.Skip(1).Select(arm => Interval(arm.Differences[label.Metric])),
            ]);
        }
        table.AddEmptyRow();
        foreach (var group in report.Groups)
        {
            table.AddRow(
            [
                Cell.Text($"mean of {group.Labels.Count}: {group.Group}"), Cell.Text(""), Cell.Text(Metric(group.Metric)),
                .. group.Means.Select(Interval), .. group.Differences.Skip(1).Select(Interval),
            ]);
        }
        terminal.Write(table);
        foreach (var label in report.Labels.Where(label => label.Skipped is not null)) terminal.Write($"{label.Label}: {label.Skipped}");
        VerdictText.Write(terminal, VerdictText.Of(report));
    }

    private static string Metric(string name) => name == "r2" ? "R²" : "AUROC";

    private static Text Interval(BootstrapInterval interval) => Cell.Right(IntervalText.WithValue(interval, Number));

    /// <summary>Metrics are near 1; R² of a bad model can have any size.</summary>
    private static string Number(double value) => value.ToString(Math.Abs(value) < 1000 ? "F3" : "0.00e+0", CultureInfo.InvariantCulture);
}
