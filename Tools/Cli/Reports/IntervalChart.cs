using System.Globalization;
using System.Net;
using System.Text;
using EcgCmrNative.Models.Evaluation;

namespace EcgCmrNative.Cli.Reports;

/// <summary>Estimates with their intervals, one below the other, as SVG inside an HTML page (a forest plot).</summary>
/// <param name="Title">What is shown.</param>
/// <param name="XName">What is to the right, with its unit.</param>
/// <param name="Entries">Names and estimates; null if an estimate is missing. Those that are references are drawn in grey.</param>
internal sealed record IntervalChart(
    string Title, string XName, IReadOnlyList<(string Name, BootstrapInterval? Value, bool IsReference)> Entries)
{
    private const double Width = 440, Left = 130, Right = 16, Top = 40, Row = 26, Bottom = 46;
    private const int MostOfName = 20;

    /// <summary>A value that means nothing was learned, such as 0.5 of an AUROC; null for none.</summary>
    public double? Chance { get; init; }

    public string ToSvg()
    {
        var known = Entries.Select(entry => entry.Value).OfType<BootstrapInterval>().ToArray();
        var axis = ChartAxis.For(known.SelectMany(value => new[] { value.Low, value.High }).Concat(Chance is { } chance ? [chance] : []));
        var (end, height) = (Top + Row * Entries.Count, Top + Row * Entries.Count + Bottom);
        var svg = new StringBuilder();
        svg.Append(Invariant($"<svg class=\"chart\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{Safe(Description())}\">\n"))
            .Append($"<title>{Safe(Title)}</title>\n").Append(Text(14, 20, "start", "title", Title));
        foreach (var tick in axis.Ticks)
        {
            svg.Append(Invariant($"<path class=\"grid\" d=\"M{X(tick):0.#} {Top}V{end}\"/>\n"));
            svg.Append(Text(X(tick), end + 16, "middle", "tick", axis.Text(tick)));
        }
        if (Chance is { } level)
            svg.Append(Invariant($"<path class=\"axis\" stroke-dasharray=\"4 4\" d=\"M{X(level):0.#} {Top}V{end}\"/>\n"));
        for (var i = 0; i < Entries.Count; i++)
        {
            var (name, value, isReference) = Entries[i];
            var y = Top + Row * (i + 0.5);
            svg.Append(Text(Left - 10, y + 4, "end", "legend", name.Length > MostOfName ? $"{name[..(MostOfName - 1)]}…" : name));
            if (value is not { } of)
            {
                svg.Append(Text(Left + 4, y + 4, "start", "tick", "no value"));
                continue;
            }
            var kind = isReference ? "reference" : "s1";
            svg.Append(Invariant($"<path class=\"line {kind}\" d=\"M{X(of.Low):0.#} {y:0.#}H{X(of.High):0.#}\"/>"))
                .Append(Invariant($"<circle class=\"dot {kind}\" cx=\"{X(of.Value):0.#}\" cy=\"{y:0.#}\" r=\"2.5\"/>\n"));
        }
        svg.Append(Text((Left + Width - Right) / 2, height - 8, "middle", "tick", XName));
        return svg.Append("</svg>\n").ToString();

        double X(double value) => Left + axis.Share(value) * (Width - Left - Right);
    }

    /// <summary>For readers of the screen: every estimate with its interval.</summary>
    private string Description() => $"{Title}. {XName}. " + string.Join("; ", Entries.Select(entry => entry.Value is { } value
        ? Invariant($"{entry.Name}: {value.Value:0.###}, from {value.Low:0.###} to {value.High:0.###}")
        : $"{entry.Name}: no value"));

    private static string Text(double x, double y, string anchor, string kind, string text) =>
        Invariant($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" class=\"{kind}\">{Safe(text)}</text>\n");

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
