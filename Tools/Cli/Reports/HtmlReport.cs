using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Reports.Interactive;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Evaluation.Verdicts;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Reports;

/// <summary>
/// A report in one HTML file that needs no other file and no network, which its content security policy enforces. Scripts are only in
/// reports with sortable tables, interactive charts or animations.
/// </summary>
internal sealed class HtmlReport(string title, string summary)
{
    /// <summary>Nothing is loaded from anywhere; what stands in the page may run.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:";

    private readonly StringBuilder _headline = new();
    private readonly StringBuilder _body = new();
    private bool _hasSortableTable;
    private bool _hasPlot;
    private bool _hasPlayer;

    /// <summary>What the footer says.</summary>
    public ReportOrigin Origin { get; set; } = new();

    /// <summary>A judgement of the results under the title, with what to do.</summary>
    public void Judge(params IEnumerable<VerdictText> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            var kind = verdict.Verdict switch { Verdict.Better => " better", Verdict.Worse => " worse", _ => "" };
            _headline.Append($"<p class=\"verdict{kind}\" role=\"note\"><b>{Safe(verdict.Text)}</b>");
            if (verdict.Advice is { } advice) _headline.Append($" {Safe(advice)}");
            _headline.Append("</p>\n");
        }
    }

    /// <summary>A heading under which the next things stand.</summary>
    public void Section(string heading) => _body.Append($"<h2>{Safe(heading)}</h2>\n");

    /// <summary>A smaller heading.</summary>
    public void Subsection(string heading) => _body.Append($"<h3>{Safe(heading)}</h3>\n");

    /// <summary>A paragraph.</summary>
    public void Text(string text) => _body.Append($"<p>{Safe(text)}</p>\n");

    /// <summary>Text as a program wrote it.</summary>
    public void Code(string text) => _body.Append($"<pre tabindex=\"0\">{Safe(text)}</pre>\n");

    /// <summary>The configuration of a run, with the names of files in place of their whole paths.</summary>
    /// <param name="json">Its JSON.</param>
    public void Settings(string json)
    {
        var settings = JsonNode.Parse(json)!;
        Shorten(settings);
        using var text = new MemoryStream();
        // The page escapes what HTML needs; JSON's own escapes of + and letters are hard to read.
        var plain = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(text, plain))
            settings.WriteTo(writer);
        Code(Encoding.UTF8.GetString(text.ToArray()));
    }

    /// <summary>The settings that were changed when a run was resumed; nothing if none was.</summary>
    public void Changes(IReadOnlyList<SettingChange> changes)
    {
        if (changes.Count == 0) return;
        Subsection("Settings that were changed");
        Text("The run was resumed with other values of these settings.");
        Table(
            ["setting", "before", "from then on", "epoch", "step"],
            changes.Select(change => (IReadOnlyList<string>)
                [change.Name, change.Before, change.Now, $"{change.Epoch + 1}", $"{change.Step + 1}"]));
    }

    private static void Shorten(JsonNode node)
    {
        var parts = node switch
        {
            JsonObject group => group.ToArray().Select(part => (part.Value, Replace: (Action<JsonNode>)(value => group[part.Key] = value))),
            JsonArray list => list.ToArray().Select((part, i) => (part, Replace: (Action<JsonNode>)(value => list[i] = value))),
            _ => [],
        };
        foreach (var (part, replace) in parts.ToArray())
        {
            if (part is JsonValue value && value.TryGetValue<string>(out var text) && Path.IsPathRooted(text))
                replace(JsonValue.Create(Path.GetFileName(Path.TrimEndingDirectorySeparator(text))));
            else if (part is not null) Shorten(part);
        }
    }

    /// <summary>The few numbers that matter, large.</summary>
    public void Figures(params IEnumerable<(string Value, string Name)> figures)
    {
        _body.Append("<div class=\"figures\">");
        foreach (var (value, name) in figures) _body.Append($"<div class=\"figure\"><b>{Safe(value)}</b><span>{Safe(name)}</span></div>");
        _body.Append("</div>\n");
    }

    /// <summary>Charts side by side.</summary>
    public void Charts(params IEnumerable<LineChart> charts)
    {
        _body.Append("<div class=\"charts\">\n");
        foreach (var chart in charts) _body.Append(chart.ToSvg());
        _body.Append("</div>\n");
    }

    /// <summary>Figures with hover and zoom, side by side.</summary>
    public void Plots(params IEnumerable<InteractiveFigure> figures)
    {
        _hasPlot = true;
        _body.Append("<div class=\"charts\">\n");
        foreach (var figure in figures) _body.Append(figure.ToHtml());
        _body.Append("</div>\n");
    }

    /// <summary>A figure with hover and zoom over the whole width.</summary>
    public void Plot(InteractiveFigure figure)
    {
        _hasPlot = true;
        _body.Append(figure.ToHtml());
    }

    /// <summary>An image whose map moves with the time of an ECG.</summary>
    public void Player(AgreementPlayer player)
    {
        _hasPlayer = true;
        _body.Append(player.ToHtml());
    }

    /// <summary>A choice of a colour for all maps of the page.</summary>
    public void ColourChoice(IReadOnlyList<string> columns, int chosen)
    {
        _body.Append("<p class=\"tools\"><label>Colour by <select class=\"colour\"><option value=\"-1\">nothing</option>");
        for (var i = 0; i < columns.Count; i++)
            _body.Append($"<option value=\"{i}\"{(i == chosen ? " selected" : "")}>{Safe(columns[i])}</option>");
        _body.Append("</select></label></p>\n");
    }

    /// <summary>Estimates with their intervals, charts side by side.</summary>
    public void Charts(params IEnumerable<IntervalChart> charts)
    {
        _body.Append("<div class=\"charts\">\n");
        foreach (var chart in charts) _body.Append(chart.ToSvg());
        _body.Append("</div>\n");
    }

    /// <summary>A picture, stored in the page.</summary>
    public void Picture(Canvas picture, string caption) => _body.Append(
        $"<figure><img alt=\"{Safe(caption)}\" src=\"data:image/png;base64,{Convert.ToBase64String(PngFile.Encode(picture))}\">"
        + $"<figcaption>{Safe(caption)}</figcaption></figure>\n");

    /// <summary>Pictures side by side, stored in the page.</summary>
    public void Pictures(params IEnumerable<(Canvas Picture, string Caption)> pictures)
    {
        _body.Append("<div class=\"charts\">\n");
        foreach (var (picture, caption) in pictures) Picture(picture, caption);
        _body.Append("</div>\n");
    }

    /// <summary>A drawing, stored in the page as an image of its own.</summary>
    public void Drawing(string svg, string caption) => _body.Append(
        $"<figure><img alt=\"{Safe(caption)}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\">"
        + $"<figcaption>{Safe(caption)}</figcaption></figure>\n");

    /// <summary>A table; units belong into the heads.</summary>
    /// <param name="heads">One for each column.</param>
    /// <param name="rows">The first cell of a row names it.</param>
    /// <param name="caption">What it shows; null if the text above says it.</param>
    public void Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows, string? caption = null)
    {
        var name = caption ?? $"table: {string.Join(", ", heads.Where(head => head.Length > 0))}";
        _body.Append($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Safe(name)}\"><table>");
        if (caption is not null) _body.Append($"<caption>{Safe(caption)}</caption>");
        _body.Append("<thead><tr>");
        foreach (var head in heads) _body.Append($"<th scope=\"col\">{Safe(head)}</th>");
        Rows(rows);
    }

    /// <summary>A table that a reader can sort and filter.</summary>
    /// <inheritdoc cref="Table"/>
    public void SortableTable(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows, string caption)
    {
        _hasSortableTable = true;
        _body.Append("<div class=\"sortable\"><p class=\"tools\"><label>Filter <input type=\"search\"></label>")
            .Append("<output aria-live=\"polite\"></output></p>")
            .Append($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Safe(caption)}\"><table>")
            .Append($"<caption>{Safe(caption)}</caption><thead><tr>");
        foreach (var head in heads) _body.Append($"<th scope=\"col\"><button type=\"button\">{Safe(head)}</button></th>");
        Rows(rows);
        _body.Append("</div>\n");
    }

    private void Rows(IEnumerable<IReadOnlyList<string>> rows)
    {
        _body.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            _body.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
                _body.Append(i == 0 ? $"<th scope=\"row\">{Safe(row[i])}</th>" : $"<td>{Safe(row[i])}</td>");
            _body.Append("</tr>\n");
        }
        _body.Append("</tbody></table></div>\n");
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path) => FileSystem.Disk.WriteAtomically(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToHtml())));

    /// <summary>The page.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Safe(title)}</title>
            <style>
            {PageResources.Style}</style>
            </head>
            <body><main>
            <h1>{Safe(title)}</h1>
            <p class="summary">{Safe(summary)}</p>

            """);
        html.Append(_headline).Append(_body).Append("</main>\n<footer><dl>\n");
        foreach (var (name, value) in Origin.Lines()) html.Append($"<dt>{Safe(name)}</dt><dd>{Safe(value)}</dd>\n");
        html.Append("</dl></footer>\n");
        if (_hasSortableTable) Script(html, PageResources.TableScript);
        if (_hasPlayer) Script(html, PageResources.PlayerScript);
        if (_hasPlot)
        {
            html.Append("<noscript><p>The interactive charts of this report need JavaScript.</p></noscript>\n");
            foreach (var script in PageResources.PlotScripts) Script(html, script);
        }
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void Script(StringBuilder html, string script) => html.Append("<script>\n").Append(script).Append("\n</script>\n");

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
