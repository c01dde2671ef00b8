using System.Globalization;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Evaluation.Retrieval;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>How well the two sides of held-out pairs find each other: a table of every figure with its interval, beside chance.</summary>
internal static class RetrievalSection
{
    /// <summary>Adds the table.</summary>
    public static void AddTable(HtmlReport report, RetrievalFigures figures) => report.Table(
        ["direction", "figure", "value", "95 % interval", "chance"],
        RetrievalView.Directions.SelectMany(direction =>
        {
            var of = figures.Directions[direction.Metric];
            return figures.ChanceRecall.Keys.Order()
                .Select(k => Row(direction.Name, $"R@{k}", of.Recall[k], figures.ChanceRecall[k], "F3"))
                .Append(Row(direction.Name, "median rank", of.MedianRank, figures.ChanceMedianRank, "F1"));
        }),
        $"Retrieval among {figures.Pairs.ToString("N0", CultureInfo.InvariantCulture)} pairs");

    private static IReadOnlyList<string> Row(string direction, string figure, BootstrapInterval value, double chance, string format) =>
    [
        direction, figure, value.Value.ToString(format, CultureInfo.InvariantCulture), IntervalText.Of(value.Low, value.High, format),
        chance.ToString(format, CultureInfo.InvariantCulture),
    ];
}
