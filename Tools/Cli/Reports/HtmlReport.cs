using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Reports;

/// <summary>A report in one HTML file that needs nothing else: no other file, no network, no script.</summary>
internal sealed class HtmlReport(string title, string summary)
{
    private const string Style = """
        :root { color-scheme: light; }
        body { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: #1f2937; background: #f8fafc; margin: 0; }
        main { max-width: 1380px; margin: 0 auto; padding: 36px 28px 60px; }
        h1 { font-size: 30px; line-height: 1.2; margin: 0 0 8px; letter-spacing: -0.01em; }
        h2 { font-size: 20px; margin: 44px 0 12px; padding-top: 14px; border-top: 1px solid #e2e8f0; }
        p { max-width: 76ch; margin: 8px 0; }
        .summary { font-size: 18px; color: #475569; }
        .figures { display: flex; flex-wrap: wrap; gap: 14px; margin: 26px 0 4px; }
        .figure { background: #fff; border: 1px solid #e2e8f0; border-radius: 10px; padding: 12px 20px; min-width: 130px; }
        .figure b { display: block; font-size: 25px; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }
        .figure span { color: #64748b; font-size: 13.5px; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(400px, 1fr)); gap: 16px; }
        .charts svg, figure { background: #fff; border: 1px solid #e2e8f0; border-radius: 10px; }
        figure { margin: 14px 0; padding: 12px; }
        figure img { display: block; width: 100%; height: auto; }
        figcaption { color: #64748b; font-size: 14px; margin-top: 8px; }
        table { border-collapse: collapse; background: #fff; font-size: 14.5px; font-variant-numeric: tabular-nums; margin: 12px 0; }
        th, td { padding: 6px 16px; border-bottom: 1px solid #e2e8f0; text-align: right; }
        th { color: #475569; font-weight: 600; border-bottom: 2px solid #cbd5e1; }
        th:first-child, td:first-child { text-align: left; }
        .scroll { overflow: auto; max-height: 560px; display: inline-block; max-width: 100%; border: 1px solid #e2e8f0; border-radius: 10px; background: #fff; }
        .scroll table { margin: 0; } .scroll th { position: sticky; top: 0; background: #fff; }
        pre { background: #0f172a; color: #e2e8f0; padding: 14px 18px; border-radius: 10px; overflow: auto; font-size: 13px; line-height: 1.45; }
        svg text { font: 12px system-ui, sans-serif; fill: #475569; } svg .title { font-size: 15px; font-weight: 600; fill: #1f2937; }
        svg .legend { fill: #1f2937; } svg .tick { font-size: 11.5px; font-variant-numeric: tabular-nums; fill: #64748b; }
        svg .grid { stroke: #e5e7eb; stroke-width: 1; } svg .axis { stroke: #94a3b8; stroke-width: 1; }
        svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        """;

    private readonly StringBuilder _body = new();

    /// <summary>A heading under which the next things stand.</summary>
    public void Section(string heading) => _body.Append($"<h2>{Safe(heading)}</h2>\n");

    /// <summary>A paragraph.</summary>
    public void Text(string text) => _body.Append($"<p>{Safe(text)}</p>\n");

    /// <summary>Text as a program wrote it.</summary>
    public void Code(string text) => _body.Append($"<pre>{Safe(text)}</pre>\n");

    /// <summary>The configuration of a run, with the names of files in place of their whole paths.</summary>
    /// <param name="json">Its JSON.</param>
    public void Settings(string json)
    {
        var settings = JsonNode.Parse(json)!;
        Shorten(settings);
        Code(settings.ToString());
    }

    /// <summary>The settings that were changed when a run was resumed; nothing if none was.</summary>
    public void Changes(IReadOnlyList<SettingChange> changes)
    {
        if (changes.Count == 0) return;
        Section("Settings that were changed");
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

    /// <summary>A picture, stored in the page.</summary>
    public void Picture(Canvas picture, string caption) => _body.Append(
        $"<figure><img alt=\"{Safe(caption)}\" src=\"data:image/png;base64,{Convert.ToBase64String(PngFile.Encode(picture))}\">"
        + $"<figcaption>{Safe(caption)}</figcaption></figure>\n");

    /// <summary>A drawing, stored in the page as an image of its own.</summary>
    public void Drawing(string svg, string caption) => _body.Append(
        $"<figure><img alt=\"{Safe(caption)}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\">"
        + $"<figcaption>{Safe(caption)}</figcaption></figure>\n");

    /// <summary>A table; units belong into the heads.</summary>
    public void Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        _body.Append("<div class=\"scroll\"><table><thead><tr>");
        foreach (var head in heads) _body.Append($"<th>{Safe(head)}</th>");
        _body.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            _body.Append("<tr>");
            foreach (var cell in row) _body.Append($"<td>{Safe(cell)}</td>");
            _body.Append("</tr>\n");
        }
        _body.Append("</tbody></table></div>\n");
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path) => FileSystem.Disk.WriteAtomically(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToHtml())));

    /// <summary>The page.</summary>
    public string ToHtml() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Safe(title)}</title>
        <style>
        {Style}
        </style>
        </head>
        <body><main>
        <h1>{Safe(title)}</h1>
        <p class="summary">{Safe(summary)}</p>
        {_body}</main></body>
        </html>

        """;

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
