using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using EcgCmrNative.Cli.Drawing;

namespace EcgCmrNative.Cli.Reports.Interactive;

/// <summary>
/// An ECG and an image side by side, with a slider for the time: the image has the map of that time. It never starts by itself. Without
/// scripts the page shows one time.
/// </summary>
/// <param name="shown">What is shown.</param>
/// <param name="caption">What the colours mean.</param>
internal sealed class AgreementPlayer(AgreementOverTime shown, string caption)
{
    private const int Width = 1000;
    private const int Height = 100;

    /// <summary>Points of a trace; a longer one is drawn as the range of its samples in each of as many columns.</summary>
    private const int MostPoints = 800;

    /// <summary>Leads of a twelve-lead ECG that are shown: I, II, V2, V5.</summary>
    private static readonly int[] Chosen = [0, 1, 7, 10];

    /// <summary>The player.</summary>
    public string ToHtml()
    {
        var still = shown.Strongest;
        int[] leads = shown.Leads > Chosen[^1] ? Chosen : [.. Enumerable.Range(0, Math.Min(shown.Leads, Chosen.Length))];
        var html = new StringBuilder("<figure class=\"times\">\n<div class=\"tools\" hidden><button type=\"button\">Play</button>")
            .Append("<label>Time <input type=\"range\" min=\"0\" step=\"1\" ")
            .Append(Invariant($"max=\"{shown.Times - 1}\" value=\"{still}\"></label><output aria-live=\"off\"></output></div>\n"))
            .Append("<div class=\"pair\"><div class=\"heart\">")
            .Append(Image("class=\"whole\" hidden", "Cardiac MR image", shown.Image()))
            .Append("<canvas hidden role=\"img\"></canvas>")
            .Append(Image("class=\"still\"", $"Cardiac MR image with the map at {Seconds(still)} s", shown.Image(still)))
            .Append("</div>\n<div class=\"leads\" role=\"img\" aria-label=\"ECG, leads ")
            .Append($"{Safe(string.Join(", ", leads.Select(shown.LeadName)))}; a band marks the time of the map\">\n");
        foreach (var lead in leads) Lead(html, lead, still);
        Axis(html);
        html.Append("</div></div>\n<p class=\"key\">")
            .Append(Invariant($"−{shown.Span:F3} <i></i> +{shown.Span:F3} cosine, relative to the mean of the time</p>\n"))
            .Append($"<noscript><p>The animation needs JavaScript. The picture shows {Seconds(still)} s, where the similarity of a place ")
            .Append($"is furthest from the mean of its time.</p></noscript>\n<figcaption>{Safe(caption)}</figcaption>\n")
            .Append($"<script type=\"application/json\">{Json(still)}</script></figure>\n");
        return html.ToString();
    }

    private void Lead(StringBuilder html, int lead, int still)
    {
        html.Append($"<div class=\"lead\"><span>{Safe(shown.LeadName(lead))}</span>")
            .Append($"<svg viewBox=\"0 0 {Width} {Height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
            .Append(Invariant($"<rect x=\"{(double)Width * still / shown.Times:0.##}\" y=\"0\" "))
            .Append(Invariant($"width=\"{(double)Width / shown.Times:0.##}\" height=\"{Height}\"/><polyline points=\""));
        var samples = shown.Lead(lead);
        var (lowest, highest) = Trace.Range(samples);
        if (samples.Length <= MostPoints)
            for (var t = 0; t < samples.Length; t++) Point((t + 0.5) / samples.Length, samples[t]);
        for (var column = 0; samples.Length > MostPoints && column < MostPoints; column++)
        {
            var from = (int)((long)samples.Length * column / MostPoints);
            var part = samples[from..(int)((long)samples.Length * (column + 1) / MostPoints)];
            var (low, high) = (float.NaN, float.NaN);
            foreach (var sample in part) (low, high) = (float.MinNumber(low, sample), float.MaxNumber(high, sample));
            // In the order of the signal, so that the line does not jump back.
            var rises = part[0] <= part[^1];
            Point((column + 0.5) / MostPoints, rises ? low : high);
            Point((column + 0.5) / MostPoints, rises ? high : low);
        }
        html.Append("\"/></svg></div>\n");

        void Point(double x, float value)
        {
            if (!float.IsFinite(value)) return;
            html.Append(Invariant($"{Width * x:0.#},{Height * (highest - value) / (highest - lowest):0.#} "));
        }
    }

    /// <summary>Names at whole seconds; at every fifth of a long window.</summary>
    private void Axis(StringBuilder html)
    {
        const int MostNames = 6;
        var every = shown.Seconds <= MostNames ? 1 : 5;
        html.Append("<div class=\"axis\" aria-hidden=\"true\">");
        for (var second = 0; second <= shown.Seconds; second += every)
            html.Append(Invariant($"<span style=\"left:{100 * second / shown.Seconds:0.##}%\">{second} s</span>"));
        html.Append("</div>\n");
    }

    private string Json(int still)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("rows", shown.Size.Rows);
            json.WriteNumber("columns", shown.Size.Columns);
            json.WriteNumber("times", shown.Times);
            json.WriteNumber("still", still);
            json.WriteNumber("step", Math.Round(shown.StepSeconds, 6));
            json.WriteNumber("opacity", AgreementOverTime.Opacity);
            json.WriteStartArray("means");
            foreach (var mean in shown.Means)
            {
                if (double.IsFinite(mean)) json.WriteNumberValue(Math.Round(mean, 3));
                else json.WriteNullValue();
            }
            json.WriteEndArray();
            WriteColour(json, "above", AgreementScale.Red);
            WriteColour(json, "below", AgreementScale.Blue);
            // 127 steps of colour on each side are finer than what an eye tells apart.
            json.WriteBase64String(
                "map", [.. Enumerable.Range(0, shown.Times).SelectMany(shown.Shares)
                    .Select(share => unchecked((byte)(sbyte)Math.Round(sbyte.MaxValue * share)))]);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteColour(Utf8JsonWriter json, string name, Rgb colour)
    {
        json.WriteStartArray(name);
        foreach (var part in (byte[])[colour.Red, colour.Green, colour.Blue]) json.WriteNumberValue(part);
        json.WriteEndArray();
    }

    private string Seconds(int time) => (time * shown.StepSeconds).ToString("F2", CultureInfo.InvariantCulture);

    private static string Image(string attributes, string name, Canvas picture) =>
        $"<img {attributes} alt=\"{name}\" src=\"data:image/png;base64,{Convert.ToBase64String(PngFile.Encode(picture))}\">";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
