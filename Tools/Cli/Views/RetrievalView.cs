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

    private static readonly IReadOnlyList<string> Heads =
        ["", "R@1", "R@5", "R@10", "95 % interval of R@10", "median rank", "95 % interval of the rank"];

    /// <summary>Writes the retrieval of an epoch; nothing where it was not measured.</summary>
    public static void Write(Terminal terminal, IReadOnlyDictionary<string, double> epoch)
    {
        var rows = Rows(epoch);
        if (rows.Count == 0) return;
        var table = Cell.Table(Heads);
        foreach (var row in rows) table.AddRow([Cell.Text(row[0]), .. row.Skip(1).Select(Cell.Right)]);
        terminal.Write(table);
        VerdictText.Write(terminal, VerdictText.OfRetrieval(epoch));
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
        VerdictText.Write(terminal, VerdictText.Of(figures));
        var geometry = figures.Geometry;
        terminal.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"alignment {geometry.Alignment:F3}, uniformity of images {geometry.FirstUniformity:F3}, "
            + $"of ECGs {geometry.SecondUniformity:F3}, modality gap {geometry.Gap:F3}"));
    }

    /// <summary>The rows of the table, the last what chance gives.</summary>
    private static IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyDictionary<string, double> epoch)
    {
        if (!epoch.ContainsKey($"val_{Directions[0].Metric}_r10")) return [];
        var pairs = (int)epoch["val_pairs"];
        return
        [
            .. Directions.Select(direction => Row(direction.Name, name => Interval(epoch, $"val_{direction.Metric}_{name}"))),
            ["chance", .. new[] { 1, 5, 10 }.Select(k => Text(PartnerRanks.ChanceRecallOf(k, pairs), "F3")), "",
                Text(PartnerRanks.ChanceRankOf(pairs), "F1"), ""],
        ];
    }

    /// <summary>The figures of an epoch in a log; null where retrieval was not measured.</summary>
    public static RetrievalFigures? Figures(IReadOnlyDictionary<string, double> epoch)
    {
        if (!epoch.ContainsKey($"val_{Directions[0].Metric}_r10")) return null;
        var pairs = (int)epoch["val_pairs"];
        return new RetrievalFigures(
            pairs,
            Directions.ToDictionary(direction => direction.Metric, direction => new DirectionFigures(
                RetrievalReport.Places.ToDictionary(k => k, k => Interval(epoch, $"val_{direction.Metric}_r{k}")),
                Interval(epoch, $"val_{direction.Metric}_median_rank"))),
            RetrievalReport.Places.ToDictionary(k => k, k => PartnerRanks.ChanceRecallOf(k, pairs)), PartnerRanks.ChanceRankOf(pairs),
            new EmbeddingGeometry(Value("alignment"), Value("uniformity_cmr"), Value("uniformity_ecg"), Value("modality_gap")));

        double Value(string name) => epoch.GetValueOrDefault($"val_{name}", double.NaN);
    }

    /// <summary>A figure of a log with its interval, whose ends are missing in the log if it has no interval.</summary>
    public static BootstrapInterval Interval(IReadOnlyDictionary<string, double> epoch, string name) => new(
        epoch.GetValueOrDefault(name, double.NaN), epoch.GetValueOrDefault($"{name}_low", double.NaN),
        epoch.GetValueOrDefault($"{name}_high", double.NaN));

    private static IReadOnlyList<string> Row(string name, Func<string, BootstrapInterval> value)
    {
        var (tenth, rank) = (value("r10"), value("median_rank"));
        return
        [
            name, Text(value("r1").Value, "F3"), Text(value("r5").Value, "F3"), Text(tenth.Value, "F3"),
            IntervalText.Of(tenth.Low, tenth.High, "F3"), Text(rank.Value, "F1"), IntervalText.Of(rank.Low, rank.High, "F1"),
        ];
    }

    private static string Interval(BootstrapInterval interval, string format) =>
        IntervalText.WithValue(interval, value => Text(value, format));

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
