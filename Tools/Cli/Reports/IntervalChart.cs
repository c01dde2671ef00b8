using System.Globalization;
using System.Net;
using System.Text;
using EcgCmrNative.Models.Evaluation;

namespace EcgCmrNative.Cli.Reports;

/// <summary>An estimate of an <see cref="IntervalChart"/>.</summary>
/// <param name="Name">What stands to the left.</param>
/// <param name="Value">The estimate; null if it is missing.</param>
/// <param name="IsReference">True for what the others are compared with; it is drawn in grey.</param>
/// <param name="Series">Its place in the legend, which is its colour.</param>
internal sealed record IntervalEntry(string Name, BootstrapInterval? Value, bool IsReference = false, int Series = 0);

/// <summary>Estimates with their intervals, one below the other, as SVG inside an HTML page (a forest plot).</summary>
/// <param name="Title">What is shown.</param>
/// <param name="XName">What is to the right, with its unit.</param>
/// <param name="Entries">The estimates.</param>
internal sealed record IntervalChart(string Title, string XName, IReadOnlyList<IntervalEntry> Entries)
{
    private const double Width = 440, Left = 130, Right = 16, TitleHeight = 40, Row = 26, Bottom = 46, LegendRow = 18;
    private const int MostOfName = 20, Colours = 6, MostOfLegend = 56;

    /// <summary>A value that means nothing was learned, such as 0.5 of an AUROC; null for none.</summary>
    public double? Chance { get; init; }

    /// <summary>What the colours stand for; empty for one colour, and an empty name for a colour that is not used.</summary>
    public IReadOnlyList<string> Legend { get; init; } = [];

    public string ToSvg()
    {
        var known = Entries.Select(entry => entry.Value).OfType<BootstrapInterval>().ToArray();
        var axis = ChartAxis.For(
            known.SelectMany(value => new[] { value.Low, value.Value, value.High }).Concat(Chance is { } chance ? [chance] : []));
        int[] named = [.. Enumerable.Range(0, Legend.Count).Where(i => Legend[i].Length > 0)];
        var top = TitleHeight + LegendRow * named.Length;
        var (end, height) = (top + Row * Entries.Count, top + Row * Entries.Count + Bottom);
        var svg = new StringBuilder();
        svg.Append(Invariant($"<svg class=\"chart\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{Safe(Description())}\">\n"))
            .Append($"<title>{Safe(Title)}</title>\n").Append(Text(14, 20, "start", "title", Cut(Title, MostOfLegend)));
        for (var line = 0; line < named.Length; line++)
        {
            var y = TitleHeight + LegendRow * line;
            svg.Append(Invariant($"<path class=\"line {Kind(named[line])}\" d=\"M14 {y}h20\"/>"))
                .Append(Text(40, y + 4, "start", "legend", Cut(Legend[named[line]], MostOfLegend)));
        }
        foreach (var tick in axis.Ticks)
        {
            svg.Append(Invariant($"<path class=\"grid\" d=\"M{X(tick):0.#} {top}V{end}\"/>\n"));
            svg.Append(Text(X(tick), end + 16, "middle", "tick", axis.Text(tick)));
        }
        if (Chance is { } level)
            svg.Append(Invariant($"<path class=\"axis\" stroke-dasharray=\"4 4\" d=\"M{X(level):0.#} {top}V{end}\"/>\n"));
        for (var i = 0; i < Entries.Count; i++)
        {
            var (name, value, isReference, series) = Entries[i];
            var y = top + Row * (i + 0.5);
            // Estimates of the same thing, one below the other, have one name, in their middle.
            if (i == 0 || name != Entries[i - 1].Name)
            {
                var same = Entries.Skip(i).TakeWhile(entry => entry.Name == name).Count();
                svg.Append(Text(Left - 10, y + 4 + Row * (same - 1) / 2, "end", "legend", Cut(name, MostOfName)));
            }
            if (value is not { } of)
            {
                svg.Append(Text(Left + 4, y + 4, "start", "tick", "no value"));
                continue;
            }
            var kind = isReference ? "reference" : Kind(series);
            // An estimate without an interval, as of one person, is a dot.
            if (double.IsFinite(of.Low) && double.IsFinite(of.High))
                svg.Append(Invariant($"<path class=\"line {kind}\" d=\"M{X(of.Low):0.#} {y:0.#}H{X(of.High):0.#}\"/>"));
            if (!double.IsFinite(of.Value)) continue;
            svg.Append(Invariant($"<circle class=\"dot {kind}\" cx=\"{X(of.Value):0.#}\" cy=\"{y:0.#}\" r=\"2.5\">"))
                .Append(Invariant($"<title>{Safe(Described(Entries[i]))}</title></circle>\n"));
        }
        svg.Append(Text((Left + Width - Right) / 2, height - 8, "middle", "tick", XName));
        return svg.Append("</svg>\n").ToString();

        double X(double value) => Left + axis.Share(value) * (Width - Left - Right);
    }

    /// <summary>For readers of the screen: every estimate with its interval.</summary>
    private string Description() => $"{Title}. {XName}. {string.Join("; ", Entries.Select(Described))}";

    private string Described(IntervalEntry entry)
    {
        var of = entry.Series < Legend.Count ? Legend[entry.Series] : "";
        var name = of.Length == 0 ? entry.Name : $"{entry.Name}, {of}";
        if (entry.Value is not { } value) return $"{name}: no value";
        return double.IsFinite(value.Low) && double.IsFinite(value.High)
            ? Invariant($"{name}: {value.Value:0.###}, from {value.Low:0.###} to {value.High:0.###}")
            : Invariant($"{name}: {value.Value:0.###}, no interval");
    }

    private static string Kind(int series) => $"s{series % Colours + 1}";

    private static string Cut(string text, int most) => text.Length <= most ? text : $"{text[..(most - 1)]}…";

    private static string Text(double x, double y, string anchor, string kind, string text) =>
        Invariant($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" class=\"{kind}\">{Safe(text)}</text>\n");

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
