using System.Globalization;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Evaluation.Retrieval;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>The report of <c>ecgcmr retrieve</c>.</summary>
internal static class RetrievalPage
{
    /// <summary>Points of a curve that a drawing needs.</summary>
    private const int MostPoints = 200;

    /// <summary>Makes the report.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="part">Which people of the run they are, such as <c>test</c>.</param>
    /// <param name="ranks">The ranks of the partners, images first.</param>
    /// <param name="figures">The same in figures.</param>
    public static HtmlReport Create(string name, string part, RetrievalReport ranks, RetrievalFigures figures)
    {
        var pairs = figures.Pairs;
        var report = new HtmlReport(
            $"Retrieval: {name}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The image of each of {pairs:N0} people of the {part} set is searched by their ECG among the images of all, and the "
                + $"ECG by the image."))
        {
            Origin = new ReportOrigin(HeldOut: part == "training"
                ? "none: people of the training set were searched"
                : string.Create(CultureInfo.InvariantCulture, $"{pairs:N0} of the {part} set, who were searched")),
        };
        report.Judge(VerdictText.Of(figures));
        report.Figures(
            [
                .. RetrievalView.Directions.Select(direction => (
                    Number(figures.Directions[direction.Metric].MedianRank.Value, "F1"),
                    $"{direction.Name}: median rank of {pairs}, chance {Number(figures.ChanceMedianRank, "F1")}")),
                .. RetrievalView.Directions.Select(direction => (
                    Number(figures.Directions[direction.Metric].Recall[10].Value, "P0"),
                    $"{direction.Name}: R@10, chance {Number(figures.ChanceRecall[10], "P0")}")),
            ]);
        report.Section("Partners among the nearest");
        report.Text(
            "R@k is the share of people whose own image, or ECG, is among the k nearest by cosine similarity. At chance it is k divided by "
            + "the number of pairs: the dashed line. Vertical lines and the table have intervals of 95 % from a bootstrap over people.");
        report.Charts(new LineChart(
            "Partner among the first k", "k, nearest of the other side", "R@k",
            [
                Curve("ECG to CMR", ranks.SecondToFirst, figures.Directions["ecg_to_cmr"]),
                Curve("CMR to ECG", ranks.FirstToSecond, figures.Directions["cmr_to_ecg"]),
                new ChartSeries("chance: k / pairs", [(0, 0), (pairs, 1)], Dashed: true),
            ]));
        RetrievalSection.AddTable(report, figures);
        var geometry = figures.Geometry;
        report.Section("How the embeddings lie");
        report.Table(
            ["quantity", "value", "meaning"],
            [
                ["alignment", Number(geometry.Alignment, "F3"), "mean squared distance of partners: 0 if equal, 2 if perpendicular"],
                ["uniformity of images", Number(geometry.FirstUniformity, "F3"), "0 if all are alike, near −4 if spread evenly"],
                ["uniformity of ECGs", Number(geometry.SecondUniformity, "F3"), "the same"],
                ["modality gap", Number(geometry.Gap, "F3"), "distance of the two means, 0 to 2"],
            ]);
        return report;
    }

    /// <summary>R@k for k up to all pairs, with the intervals that there are.</summary>
    private static ChartSeries Curve(string name, PartnerRanks ranks, DirectionFigures figures)
    {
        var step = Math.Max(1, ranks.Count / MostPoints);
        int[] places = [.. Enumerable.Range(0, ranks.Count + 1).Where(k => k % step == 0 || k == ranks.Count)
            .Union(figures.Recall.Keys.Where(k => k <= ranks.Count)).Order()];
        return new ChartSeries(
            name, [.. places.Select(k => ((double)k, k == 0 ? 0 : ranks.Recall(k)))],
            Intervals: [.. places.Select(k => figures.Recall.TryGetValue(k, out var of) ? (of.Low, of.High) : (double.NaN, double.NaN))]);
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
