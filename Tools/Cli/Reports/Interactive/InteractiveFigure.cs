using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace EcgCmrNative.Cli.Reports.Interactive;

/// <summary>A figure that a script of the page draws from JSON. It can be zoomed with a mouse, with fingers and with buttons.</summary>
/// <param name="title">What it shows.</param>
/// <param name="summary">The same in a sentence or two, for those who do not see it.</param>
internal abstract class InteractiveFigure(string title, string summary)
{
    private static readonly (string Act, string Name)[] Buttons =
        [("in", "Zoom in"), ("out", "Zoom out"), ("left", "Left"), ("right", "Right"), ("reset", "Reset")];

    /// <summary>True for a figure that needs more height.</summary>
    protected virtual bool IsWide => false;

    /// <summary>The figure.</summary>
    public string ToHtml()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            Write(json);
            json.WriteEndObject();
        }
        var html = new StringBuilder($"<figure class=\"plot{(IsWide ? " wide" : "")}\"><figcaption>{Safe(title)}</figcaption>\n");
        Controls(html);
        html.Append("<div class=\"tools\">");
        foreach (var (act, name) in Buttons) html.Append($"<button type=\"button\" data-act=\"{act}\">{name}</button>");
        // The writer escapes <, > and &: no text can end the script.
        return html.Append($"</div>\n<div class=\"canvas\" role=\"img\" aria-label=\"{Safe($"{title}. {summary}")}\"></div>\n")
            .Append($"<script type=\"application/json\">{Encoding.UTF8.GetString(stream.ToArray())}</script></figure>\n").ToString();
    }

    /// <summary>Writes what is drawn: the property <c>kind</c> and what plot.js takes for that kind.</summary>
    protected abstract void Write(Utf8JsonWriter json);

    /// <summary>Elements above the figure.</summary>
    protected virtual void Controls(StringBuilder html)
    {
    }

    /// <summary>Numbers with six digits; null for those that are not finite.</summary>
    protected static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (double.IsFinite(value)) json.WriteRawValue(value.ToString("G6", CultureInfo.InvariantCulture));
            else json.WriteNullValue();
        }
        json.WriteEndArray();
    }

    /// <summary>Texts.</summary>
    protected static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>Text that is no markup.</summary>
    protected static string Safe(string text) => WebUtility.HtmlEncode(text);
}
