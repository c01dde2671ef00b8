using System.Globalization;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Evaluation.Retrieval;
using Spectre.Console;

namespace EcgCmrNative.Cli.Views;

/// <summary>How well the two sides of held-out pairs find each other, on the terminal.</summary>
internal static class RetrievalView
{
    /// <summary>The directions, by their name in the log.</summary>
    public static readonly IReadOnlyList<(string Metric, string Name)> Directions =
        [("ecg_to_cmr", "ECG to CMR"), ("cmr_to_ecg", "CMR to ECG")];

    /// <summary>The heads of the table.</summary>
    public static readonly IReadOnlyList<string> Heads = ["", "R@1", "R@5", "R@10", "95 % interval of R@10", "median rank"];

    /// <summary>Writes the retrieval of an epoch; nothing where it was not measured.</summary>
    public static void Write(Terminal terminal, IReadOnlyDictionary<string, double> epoch)
    {
        var rows = Rows(epoch);
        if (rows.Count == 0) return;
        var table = Cell.Table(Heads);
        foreach (var row in rows) table.AddRow([Cell.Text(row[0]), .. row.Skip(1).Select(Cell.Right)]);
        terminal.Write(table);
    }

    /// <summary>Writes figures with all their intervals, and how the two sides lie.</summary>
    public static void Write(Terminal terminal, RetrievalFigures figures)
    {
        var places = figures.ChanceRecall.Keys.Order().ToArray();
        var table = Cell.Table(["", .. places.Select(k => $"R@{k}"), "median rank"]);
        foreach (var (metric, name) in Directions)
        {
            var direction = figures.Directions[metric];
            table.AddRow(
            [
                Cell.Text(name), .. places.Select(k => Cell.Right(Interval(direction.Recall[k], "F3"))),
                Cell.Right(Interval(direction.MedianRank, "F1")),
            ]);
        }
        table.AddRow(
        [
            Cell.Text("chance"), .. places.Select(k => Cell.Right(Text(figures.ChanceRecall[k], "F3"))),
            Cell.Right(Text(figures.ChanceMedianRank, "F1")),
        ]);
        terminal.Write(table);
        var geometry = figures.Geometry;
        terminal.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"alignment {geometry.Alignment:F3}, uniformity of images {geometry.FirstUniformity:F3}, "
            + $"of ECGs {geometry.SecondUniformity:F3}, modality gap {geometry.Gap:F3}"));
    }

    /// <summary>The rows of the table, the last what chance gives.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyDictionary<string, double> epoch)
    {
        if (!epoch.ContainsKey($"val_{Directions[0].Metric}_r10")) return [];
        var pairs = epoch["val_pairs"];
        return
        [
            .. Directions.Select(direction => Row(direction.Name, name => epoch[$"val_{direction.Metric}_{name}"])),
            ["chance", .. new[] { 1, 5, 10 }.Select(k => Text(Math.Min(1, k / pairs), "F3")), "", Text((pairs + 1) / 2, "F1")],
        ];
    }

    private static IReadOnlyList<string> Row(string name, Func<string, double> value) =>
    [
        name, Text(value("r1"), "F3"), Text(value("r5"), "F3"), Text(value("r10"), "F3"),
        $"{Text(value("r10_low"), "F3")} to {Text(value("r10_high"), "F3")}", Text(value("median_rank"), "F1"),
    ];

    private static string Interval(BootstrapInterval interval, string format) =>
        $"{Text(interval.Value, format)} [{Text(interval.Low, format)}, {Text(interval.High, format)}]";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
