using System.Globalization;
using System.Net;
using System.Text;

namespace EcgCmrNative.Cli.Reports;

/// <summary>A chart of lines as SVG inside an HTML page: no script, no other file.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="XName">What is to the right: epochs, steps, whole numbers of something.</param>
/// <param name="YName">What is upwards, with its unit.</param>
/// <param name="Series">The lines.</param>
internal sealed record LineChart(string Title, string XName, string YName, IReadOnlyList<ChartSeries> Series)
{
    private const double Width = 640;
    private const double Height = 330;
    private const double Left = 66;
    private const double Right = 18;
    private const double Top = 62;
    private const double Bottom = 46;

    private static readonly string[] Colours = ["#2563eb", "#ea580c", "#059669", "#7c3aed", "#64748b", "#be123c"];

    public string ToSvg()
    {
        var x = ChartAxis.For(Series.SelectMany(series => series.Points).Select(point => point.X), tight: true, whole: true);
        var y = ChartAxis.For(Series.SelectMany(series => series.Points).Select(point => point.Y));
        var svg = new StringBuilder();
        svg.Append(Invariant($"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Safe(Title)}\">\n"));
        svg.Append(Text(Left, 20, "start", "title", Title));
        Axes(svg, x, y);
        var legend = Left;
        for (var i = 0; i < Series.Count; i++)
        {
            var colour = Colours[i % Colours.Length];
            Line(svg, Series[i], x, y, colour);
            svg.Append(Invariant($"<path d=\"M{legend:0.#} 38h20\" stroke=\"{colour}\"{Dash(Series[i])} class=\"line\"/>"));
            svg.Append(Text(legend + 26, 42, "start", "legend", Series[i].Name));
            legend += 46 + 6.4 * Series[i].Name.Length;
        }
        return svg.Append("</svg>\n").ToString();
    }

    private void Axes(StringBuilder svg, ChartAxis x, ChartAxis y)
    {
        foreach (var tick in y.Ticks)
        {
            var at = Down(y, tick);
            svg.Append(Invariant($"<path d=\"M{Left} {at:0.#}H{Width - Right}\" class=\"grid\"/>"));
            svg.Append(Text(Left - 8, at + 4, "end", "tick", y.Text(tick)));
        }
        foreach (var tick in x.Ticks) svg.Append(Text(Across(x, tick), Height - Bottom + 18, "middle", "tick", x.Text(tick)));
        svg.Append(Invariant($"<path d=\"M{Left} {Height - Bottom}H{Width - Right}\" class=\"axis\"/>"));
        svg.Append(Text((Left + Width - Right) / 2, Height - 8, "middle", "name", XName));
        svg.Append(Invariant($"<text transform=\"translate(15 {(Top + Height - Bottom) / 2:0.#}) rotate(-90)\" "))
            .Append($"text-anchor=\"middle\" class=\"name\">{Safe(YName)}</text>\n");
    }

    private static void Line(StringBuilder svg, ChartSeries series, ChartAxis x, ChartAxis y, string colour)
    {
        var path = new StringBuilder();
        var pen = 'M';
        foreach (var point in series.Points)
        {
            if (!double.IsFinite(point.X) || !double.IsFinite(point.Y))
            {
                pen = 'M';
                continue;
            }
            path.Append(Invariant($"{pen}{Across(x, point.X):0.#} {Down(y, point.Y):0.#}"));
            pen = 'L';
        }
        svg.Append(Invariant(
            $"<path d=\"{path}\" stroke=\"{colour}\"{Dash(series)} class=\"line\"><title>{Safe(series.Name)}</title></path>\n"));
        if (series.Dashed) return;
        var drawn = series.Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToArray();
        if (drawn.Length == 0) return;
        svg.Append(Invariant(
            $"<circle cx=\"{Across(x, drawn[^1].X):0.#}\" cy=\"{Down(y, drawn[^1].Y):0.#}\" r=\"3.2\" fill=\"{colour}\"/>\n"));
    }

    private static string Dash(ChartSeries series) => series.Dashed ? " stroke-dasharray=\"6 5\"" : "";

    private static double Across(ChartAxis axis, double value) => Left + axis.Share(value) * (Width - Left - Right);

    private static double Down(ChartAxis axis, double value) => Height - Bottom - axis.Share(value) * (Height - Top - Bottom);

    private static string Text(double x, double y, string anchor, string kind, string text) =>
        Invariant($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" class=\"{kind}\">{Safe(text)}</text>\n");

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
