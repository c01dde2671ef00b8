using System.Globalization;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Models.Explanation.Attributions;
using EcgCmrNative.Models.Explanation.Checks;

namespace EcgCmrNative.Cli.Explanations;

/// <summary>An explanation as one HTML page.</summary>
internal static class ExplanationPage
{
    /// <summary>Adds an explanation to a page.</summary>
    /// <param name="report">The page.</param>
    /// <param name="shown">The explanation.</param>
    /// <param name="svg">Its picture.</param>
    public static void Add(HtmlReport report, Explanation shown, string svg)
    {
        var measured = shown.Faithfulness;
        report.Figures(
            (ExplanationText.Number(measured.Value), $"{ExplanationText.What(shown)}: this ECG"),
            (ExplanationText.Number(measured.Baseline), "a flat line"),
            (measured.IsFaithful ? "faithful" : "not faithful", $"map, against {measured.RandomOrders} random orders"));
        report.Section("Map");
        report.Text(ExplanationText.Faithfulness(shown));
        report.Drawing(svg, ExplanationText.Legend(shown) + ". " + ExplanationText.Method(shown));
        report.Section("Faithfulness");
        report.Text(
            "Patches of the ECG are replaced by a flat line, those first that the map holds for most important (deletion), or put into "
            + "a flat line in this order (insertion). The area between the curve of the map and that of random orders is the gain; its "
            + "interval holds the gain over 95 % of the random orders. A map is faithful if both intervals are above 0.");
        report.Charts(Chart(shown, "Deletion", measured.Deletion), Chart(shown, "Insertion", measured.Insertion));
        report.Table(
            ["curve", $"gain, {measured.Unit}", "95 % of random orders", "better than random"],
            new[] { ("deletion", measured.Deletion), ("insertion", measured.Insertion) }.Select(row => (IReadOnlyList<string>)
            [
                row.Item1, ExplanationText.Number(row.Item2.Gain.Value),
                $"{ExplanationText.Number(row.Item2.Gain.Low)} to {ExplanationText.Number(row.Item2.Gain.High)}",
                row.Item2.IsBetterThanRandom ? "yes" : "no",
            ]));
        Leads(report, shown);
        Attention(report, shown);
    }

    private static LineChart Chart(Explanation shown, string title, FaithfulnessCurve curve) => new(
        title, "patches changed, %", $"{shown.Output.Unit}",
        [
            new ChartSeries("map", Points(curve.Shares, curve.Values)),
            new ChartSeries("mean of random orders", Points(curve.Shares, curve.RandomValues), Dashed: true),
        ]);

    private static (double X, double Y)[] Points(IReadOnlyList<double> shares, IReadOnlyList<double> values) =>
        [.. shares.Zip(values, (share, value) => (100 * share, value))];

    private static void Leads(HtmlReport report, Explanation shown)
    {
        var map = shown.Attribution.Map;
        var (sums, magnitudes) = (map.PerLead(), map.PerLead(magnitude: true));
        var all = magnitudes.Sum();
        report.Section("Leads");
        report.Table(
            ["lead", $"sum of the map, {ExplanationText.MapUnit(shown)}", "share of the importance, %"],
            sums.Select((sum, lead) => (IReadOnlyList<string>)
                [((Lead)lead).ToString(), ExplanationText.Number(sum), all > 0 ? Percent(magnitudes[lead] / all) : ""]));
    }

    private static void Attention(HtmlReport report, Explanation shown)
    {
        var (attention, grid) = (shown.Attention, shown.Output.Grid);
        var last = attention.Blocks.Count - 1;
        report.Section("Attention of the last block");
        report.Text(
            "What the tokens attend to that the embedding is made of, by head and lead, in % (mean over windows). Attention is not an "
            + "explanation by itself: the faithfulness of its rollout can be measured with --method rollout.");
        report.Table(
            ["head", .. Enumerable.Range(0, grid.Rows).Select(row => Name(grid, row))],
            Enumerable.Range(0, attention.Heads).Select(head => (IReadOnlyList<string>)
            [
                $"{head + 1}",
                .. Enumerable.Range(0, grid.Rows).Select(row => Percent(Enumerable.Range(0, attention.Batch).Average(window =>
                    HeadAttention.OfPooled(attention, grid, last, head, window).Skip(row * grid.Columns).Take(grid.Columns).Sum()))),
            ]));
    }

    private static string Name(PatchGrid grid, int row) => string.Join(
        ' ', Enumerable.Range(row * grid.PatchLeads, grid.PatchLeads).Select(lead => ((Lead)lead).ToString()));

    private static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture);
}
