using System.Globalization;
using System.Net;
using System.Text;

namespace EcgCmrNative.Cli.Reports;

/// <summary>A chart of lines as SVG inside an HTML page: no script, no other file. Its colours are those of the page.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="XName">What is to the right: epochs, steps, whole numbers of something.</param>
/// <param name="YName">What is upwards, with its unit.</param>
/// <param name="Series">The lines.</param>
internal sealed record LineChart(string Title, string XName, string YName, IReadOnlyList<ChartSeries> Series)
{
    // Text keeps its size on a wide page with three charts in a row, and is legible on a telephone.
    private const double Width = 440;
    private const double Height = 270;
    private const double Left = 62;
    private const double Right = 14;
    private const double Bottom = 44;
    private const double LegendRow = 18;
    private const double Letter = 6.5;
    private const int MostOfTitle = 58;
    private const int MostOfName = 52;
    private const int Colours = 6;

    /// <summary>Both axes are shares from 0 to 1.</summary>
    public bool IsOfShares { get; init; }

    public string ToSvg()
    {
        var legend = Legend();
        var top = 34 + LegendRow * (1 + legend.Select(entry => entry.Row).DefaultIfEmpty(0).Max());
        var height = Height + top - 52;
        var points = Series.SelectMany(series => series.Points);
        var frame = new Frame(
            IsOfShares ? ChartAxis.For([0, 1], tight: true) : ChartAxis.For(points.Select(point => point.X), tight: true, whole: true),
            IsOfShares
                ? ChartAxis.For([0, 1], tight: true)
                : ChartAxis.For(points.Select(point => point.Y).Concat(Series.SelectMany(Ends))),
            top, height);
        var svg = new StringBuilder();
        svg.Append(Invariant($"<svg class=\"chart\" viewBox=\"0 0 {Width} {height}\" role=\"img\" "))
            .Append($"aria-label=\"{Safe($"{Title}. {Description()}")}\">\n");
        svg.Append($"<title>{Safe(Title)}</title>\n");
        svg.Append(Text(14, 20, "start", "title", Cut(Title, MostOfTitle)));
        Axes(svg, frame);
        for (var i = 0; i < Series.Count; i++) Line(svg, Series[i], frame, Kind(Series[i], i));
        foreach (var (x, row, i) in legend)
        {
            var y = 38 + LegendRow * row;
            svg.Append(Invariant($"<path d=\"M{x:0.#} {y}h20\"{Dash(Series[i])} class=\"line {Kind(Series[i], i)}\"/>"));
            svg.Append(Text(x + 26, y + 4, "start", "legend", Cut(Series[i].Name, MostOfName)));
        }
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>For readers of the screen: the chart's axes, and where every line begins and ends.</summary>
    public string Description()
    {
        var lines = Series.Where(series => !series.Dashed).Select(series =>
        {
            var drawn = Drawn(series);
            return drawn.Length == 0
                ? $"{series.Name}: no values"
                : Invariant($"{series.Name}: {drawn[0].Y:G4} at {drawn[0].X:G4} to {drawn[^1].Y:G4} at {drawn[^1].X:G4}");
        });
        return $"{YName} by {XName}. {string.Join("; ", lines)}";
    }

    /// <summary>Names from left to right, in as many rows as they need.</summary>
    private List<(double X, int Row, int Series)> Legend()
    {
        var (entries, x, row) = (new List<(double, int, int)>(), 14.0, 0);
        for (var i = 0; i < Series.Count; i++)
        {
            var width = 46 + Letter * Math.Min(MostOfName, Series[i].Name.Length);
            if (x > 14 && x + width > Width) (x, row) = (14, row + 1);
            entries.Add((x, row, i));
            x += width;
        }
        return entries;
    }

    private void Axes(StringBuilder svg, Frame frame)
    {
        foreach (var tick in frame.Y.Ticks)
        {
            var at = frame.Down(tick);
            svg.Append(Invariant($"<path d=\"M{Left} {at:0.#}H{Width - Right}\" class=\"grid\"/>"));
            svg.Append(Text(Left - 8, at + 4, "end", "tick", frame.Y.Text(tick)));
        }
        foreach (var tick in frame.X.Ticks)
            svg.Append(Text(frame.Across(tick), frame.Height - Bottom + 17, "middle", "tick", frame.X.Text(tick)));
        svg.Append(Invariant($"<path d=\"M{Left} {frame.Height - Bottom}H{Width - Right}\" class=\"axis\"/>"));
        svg.Append(Text((Left + Width - Right) / 2, frame.Height - 8, "middle", "name", XName));
        svg.Append(Invariant($"<text transform=\"translate(14 {(frame.Top + frame.Height - Bottom) / 2:0.#}) rotate(-90)\" "))
            .Append($"text-anchor=\"middle\" class=\"name\">{Safe(YName)}</text>\n");
    }

    private static void Line(StringBuilder svg, ChartSeries series, Frame frame, string kind)
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
            path.Append(Invariant($"{pen}{frame.Across(point.X):0.#} {frame.Down(point.Y):0.#}"));
            pen = 'L';
        }
        svg.Append(Invariant(
            $"<path d=\"{path}\"{Dash(series)} class=\"line {kind}\"><title>{Safe(series.Name)}</title></path>\n"));
        if (series.Dashed) return;
        for (var i = 0; i < series.Intervals?.Count; i++)
        {
            var (low, high) = series.Intervals[i];
            if (!double.IsFinite(low) || !double.IsFinite(high)) continue;
            var x = frame.Across(series.Points[i].X);
            svg.Append(Invariant(
                $"<path d=\"M{x:0.#} {frame.Down(low):0.#}V{frame.Down(high):0.#}\" class=\"whisker {kind}\">"))
                .Append(Invariant($"<title>{low:G3} to {high:G3}</title></path>"));
        }
        // A single value is a dot of its own, and so are values with an interval; otherwise the last one is.
        foreach (var point in series.Intervals is { } intervals
            ? Drawn(series with { Points = [.. series.Points.Where((_, i) => double.IsFinite(intervals[i].Low))] })
            : Drawn(series).TakeLast(1))
            svg.Append(Invariant(
                $"<circle cx=\"{frame.Across(point.X):0.#}\" cy=\"{frame.Down(point.Y):0.#}\" r=\"1.6\" class=\"dot {kind}\"/>\n"));
    }

    private static (double X, double Y)[] Drawn(ChartSeries series) =>
        [.. series.Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y))];

    private static IEnumerable<double> Ends(ChartSeries series) =>
        series.Intervals?.SelectMany(interval => new[] { interval.Low, interval.High }) ?? [];

    private static string Kind(ChartSeries series, int index) => series.Dashed ? "reference" : $"s{index % Colours + 1}";

    private static string Dash(ChartSeries series) => series.Dashed ? " stroke-dasharray=\"6 5\"" : "";

    private static string Cut(string text, int most) => text.Length <= most ? text : $"{text[..(most - 1)]}…";

    private static string Text(double x, double y, string anchor, string kind, string text) =>
        Invariant($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" class=\"{kind}\">{Safe(text)}</text>\n");

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The axes, and where they are.</summary>
    private sealed record Frame(ChartAxis X, ChartAxis Y, double Top, double Height)
    {
        public double Across(double value) => Left + X.Share(value) * (Width - Left - Right);

        public double Down(double value) => Height - Bottom - Y.Share(value) * (Height - Top - Bottom);
    }
}
