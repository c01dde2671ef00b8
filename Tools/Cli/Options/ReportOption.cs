using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Reports;

namespace EcgCmrNative.Cli.Options;

/// <summary><c>--report</c> of the commands that evaluate: a report for readers or JSON for programs; the ending decides.</summary>
internal sealed class ReportOption
{
    private readonly Option<string?> _report = ToolOption.Optional(
        "--report", Values.Text("HTML|JSON"),
        "Also write the results to this file: charts and tables in an .html, figures for programs in a .json.", "no file");

    /// <summary>Adds <c>--report</c> to a command.</summary>
    public ReportOption(ToolCommand command)
    {
        command.Add(OptionGroup.Output, _report);
        command.Check(line => line.GetValue(_report) is { } path && !SharedOptions.IsHtml(path) && !IsJson(path)
            ? $"--report {path}: must end in .html, for a report, or in .json, for programs"
            : null);
    }

    /// <summary>The file; null without one.</summary>
    public string? File(ParseResult line) => line.GetValue(_report);

    /// <summary>Writes the file, if one was asked for, whole or not at all.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="page">Makes the report.</param>
    /// <param name="json">Makes the JSON.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(ParseResult line, Func<HtmlReport> page, Func<string> json)
    {
        if (File(line) is { } file) OutputFiles.WriteText(file, SharedOptions.IsHtml(file) ? page().ToHtml() : json());
    }

    private static bool IsJson(string path) => string.Equals(Path.GetExtension(path), ".json", StringComparison.OrdinalIgnoreCase);
}
