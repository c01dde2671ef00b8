using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Drawing.Vector;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Cli.Explanations;

/// <summary>
/// An ECG on paper, 25 mm/s and 10 mm/mV, with its map as colour under the traces: a row for each lead, at its zero a line of the
/// paper. Names stand beside the paper, so that they touch no trace.
/// </summary>
internal static class ExplanationPicture
{
    /// <summary>The resolution of the PNG file.</summary>
    public const int PixelsPerMillimetre = 10;

    private const double MostSeconds = 20;
    private const double MillimetresPerSecond = 25;
    private const double MillimetresPerMillivolt = 10;
    private const double Margin = 6;
    private const double PaperLeft = 15;
    private const double TraceLeft = PaperLeft + 10;
    private const double LeastWidth = 150;
    private const double Coarse = 5;
    private const double TextHeight = 2.4;
    private const double LineHeight = 5;
    private const double LegendWidth = 70;

    /// <summary>Fonts that a viewer takes if it has no Helvetica, such as DejaVu Sans, are wider by up to this factor.</summary>
    private const double WidestStandIn = 1.18;

    private const double MostMillimetres = 30;

    private static readonly Rgb FineGrid = new(246, 219, 214);
    private static readonly Rgb CoarseGrid = new(232, 170, 162);
    private static readonly Rgb Ink = new(20, 24, 40);
    private static readonly Rgb Warning = new(178, 24, 43);

    /// <summary>Draws.</summary>
    public static VectorPage Draw(Explanation shown)
    {
        var seconds = Math.Min(MostSeconds, shown.Recording.DurationSeconds);
        var paperWidth = UpToGrid(TraceLeft - PaperLeft + seconds * MillimetresPerSecond + 3);
        var width = Math.Max(LeastWidth, PaperLeft + paperWidth + Margin);
        var head = Head(shown, width - 2 * Margin);
        var paperTop = UpToGrid(Margin + 3 + head.Count * LineHeight);
        double[][] traces = [.. shown.Leads.Select(lead => Millimetres(lead, (int)Math.Round(seconds * shown.Recording.SamplingRateHz)))];
        var rows = Rows(traces, paperTop);
        var paperBottom = rows[^1].Bottom;
        string[] legend = [.. Wrapped(ExplanationText.Legend(shown), width - PaperLeft - LegendWidth - 8 - Margin)];
        var page = new VectorPage(width, paperBottom + 16 + Math.Max(10, LineHeight * legend.Length) + Margin);
        page.Fill(0, 0, page.Width, page.Height, Rgb.White);
        for (var i = 0; i < head.Count; i++)
            page.Text(head[i].Text, Margin, Margin + 3.4 + i * LineHeight, i == 0 ? 3.2 : TextHeight, head[i].Colour);

        page.Fill(PaperLeft, paperTop, paperWidth, paperBottom - paperTop, HeatScale.Paper);
        var stretches = shown.Attribution.Map.PerStretch(shown.StretchSamples);
        var scale = HeatScale.Of(stretches, shown.Attribution.Map.IsSigned);
        Map(page, shown, stretches, scale, rows, seconds);
        Grid(page, paperTop, paperWidth, paperBottom);
        Calibration(page, rows[0].Zero);
        for (var lead = 0; lead < traces.Length; lead++)
        {
            page.Text(((Lead)lead).ToString(), PaperLeft - 2, rows[lead].Zero + 1.3, 2.8, Ink, TextAnchor.End);
            Trace(page, traces[lead], shown.Recording.SamplingRateHz, rows[lead]);
        }
        TimeAxis(page, seconds, paperBottom);
        Legend(page, shown, scale, legend, paperBottom + 14);
        return page;
    }

    /// <summary>The lines above the paper.</summary>
    private static List<(string Text, Rgb Colour)> Head(Explanation shown, double width) =>
    [
        (ExplanationText.Person(shown), Ink),
        .. Wrapped($"Prediction: {ExplanationText.Prediction(shown)}", width).Select(line => (line, Ink)),
        .. Wrapped(ExplanationText.Faithfulness(shown), width).Select(line => (line, shown.Faithfulness.IsFaithful ? Ink : Warning)),
        .. Wrapped(ExplanationText.Method(shown) + Scale(shown), width).Select(line => (line, Ink)),
    ];

    private static string Scale(Explanation shown) =>
        shown.Recording.DurationSeconds > MostSeconds ? $" 25 mm/s, 10 mm/mV; the first {MostSeconds} s are shown." : " 25 mm/s, 10 mm/mV.";

    /// <summary>A lead in millimetres above its median, which lies on a line of the paper.</summary>
    private static double[] Millimetres(float[] lead, int count)
    {
        var shown = lead.AsSpan(0, Math.Min(count, lead.Length)).ToArray();
        float[] sorted = [.. shown.Where(float.IsFinite).Order()];
        var median = sorted.Length > 0 ? sorted[sorted.Length / 2] : 0;
        return [.. shown.Select(value => Math.Clamp((value - median) * MillimetresPerMillivolt, -MostMillimetres, MostMillimetres))];
    }

    /// <summary>
    /// Rows as high as their traces, one below the other, in whole millimetres: an ECG of usual size then fits on A3, the smallest usual
    /// paper that is as wide as 10 s.
    /// </summary>
    private static (double Top, double Zero, double Bottom)[] Rows(double[][] traces, double top)
    {
        const double Above = 7, Room = 1.5, Pulse = 12;
        var rows = new (double Top, double Zero, double Bottom)[traces.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var known = traces[i].Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
            var zero = Math.Ceiling(top + Math.Max(i == 0 ? Pulse : Above, known.Max() + Room));
            var bottom = Math.Ceiling(zero + Math.Max(Room, Room - known.Min()));
            if (i == rows.Length - 1) bottom = UpToGrid(bottom);
            rows[i] = (top, zero, bottom);
            top = bottom;
        }
        return rows;
    }

    private static void Map(
        VectorPage page, Explanation shown, double[] stretches, HeatScale scale, (double Top, double Zero, double Bottom)[] rows,
        double seconds)
    {
        var (grid, windows) = (shown.Output.Grid, shown.Attribution.Map.Windows);
        var perLead = stretches.Length / windows / grid.Leads;
        for (var i = 0; i < stretches.Length; i++)
        {
            var (window, lead, stretch) = (i / perLead / grid.Leads, i / perLead % grid.Leads, i % perLead);
            var start = shown.Predictor.WindowStartSeconds(window);
            var from = start + stretch * shown.StretchSeconds;
            var to = Math.Min(seconds, Math.Min(from + shown.StretchSeconds, start + grid.Samples / shown.RateHz));
            if (from >= to) continue;
            page.Fill(
                TraceLeft + from * MillimetresPerSecond, rows[lead].Top, (to - from) * MillimetresPerSecond,
                rows[lead].Bottom - rows[lead].Top, scale.Colour(stretches[i]));
        }
    }

    private static void Grid(VectorPage page, double top, double width, double bottom)
    {
        foreach (var (step, thickness, colour) in ((double, double, Rgb)[])[(1, 0.08, FineGrid), (Coarse, 0.15, CoarseGrid)])
        {
            for (var x = 0.0; x <= width; x += step) page.Line([(PaperLeft + x, top), (PaperLeft + x, bottom)], thickness, colour);
            for (var y = top; y <= bottom; y += step) page.Line([(PaperLeft, y), (PaperLeft + width, y)], thickness, colour);
        }
    }

    /// <summary>The pulse of 1 mV and 0.2 s that shows the scale.</summary>
    private static void Calibration(VectorPage page, double zero)
    {
        const double Left = PaperLeft + 2, Width = 5, Foot = 1;
        var high = zero - MillimetresPerMillivolt;
        page.Line(
            [(Left - Foot, zero), (Left, zero), (Left, high), (Left + Width, high), (Left + Width, zero), (Left + Width + Foot, zero)],
            0.3, Ink);
    }

    private static void Trace(VectorPage page, double[] trace, double rate, (double Top, double Zero, double Bottom) row)
    {
        var points = new List<(double X, double Y)>(trace.Length);
        for (var t = 0; t <= trace.Length; t++)
        {
            if (t < trace.Length && double.IsFinite(trace[t]))
            {
                points.Add((TraceLeft + t / rate * MillimetresPerSecond, row.Zero - trace[t]));
                continue;
            }
            page.Line([.. points], 0.3, Ink);
            points.Clear();
        }
    }

    private static void TimeAxis(VectorPage page, double seconds, double bottom)
    {
        for (var second = 0; second <= seconds; second++)
        {
            var x = TraceLeft + second * MillimetresPerSecond;
            page.Line([(x, bottom), (x, bottom + 1.5)], 0.2, Ink);
            page.Text($"{second} s", x, bottom + 5, 2, Ink, TextAnchor.Middle);
        }
    }

    private static void Legend(VectorPage page, Explanation shown, HeatScale scale, IReadOnlyList<string> text, double top)
    {
        const int Parts = 50;
        var (low, unit) = (scale.IsSigned ? -scale.Largest : 0, ExplanationText.MapUnit(shown));
        for (var i = 0; i < Parts; i++)
            page.Fill(
                PaperLeft + i * LegendWidth / Parts, top - 3, LegendWidth / Parts, 4,
                scale.Colour(low + (scale.Largest - low) * (i + 0.5) / Parts));
        page.Text(ExplanationText.Number(low), PaperLeft, top + 5, 2.2, Ink);
        if (low < 0) page.Text("0", PaperLeft + LegendWidth / 2, top + 5, 2.2, Ink, TextAnchor.Middle);
        page.Text($"{ExplanationText.Number(scale.Largest)} {unit}", PaperLeft + LegendWidth, top + 5, 2.2, Ink, TextAnchor.End);
        for (var i = 0; i < text.Count; i++) page.Text(text[i], PaperLeft + LegendWidth + 8, top + i * LineHeight, TextHeight, Ink);
    }

    /// <summary>The lines of a text that is broken between words.</summary>
    private static IEnumerable<string> Wrapped(string text, double width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Helvetica.WidthOf(longer, TextHeight) * WidestStandIn > width)
            {
                yield return line;
                longer = word;
            }
            line = longer;
        }
        if (line.Length > 0) yield return line;
    }

    private static double UpToGrid(double millimetres) => Math.Ceiling(millimetres / Coarse) * Coarse;
}
