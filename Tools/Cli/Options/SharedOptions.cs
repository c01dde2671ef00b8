using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;

namespace EcgCmrNative.Cli.Options;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    /// <summary>The seed of all random numbers of a command.</summary>
    public static Option<ulong> Seed(ulong byDefault = 0) => ToolOption.WithDefault(
        "--seed", Values.Seed, "Seed all random numbers; the same seed gives the same result.", byDefault);

    /// <summary>A file for results, as a report for readers or as JSON for programs; see <see cref="IsHtml"/>.</summary>
    public static Option<string?> HtmlOrJsonReport() => ToolOption.Optional(
        "--report", Values.Text("HTML|JSON"), "Also write the results to this file: charts and tables in an .html, else JSON.", "no file");

    /// <summary>True for the name of an HTML file.</summary>
    public static bool IsHtml(string path) => Path.GetExtension(path).ToLowerInvariant() is ".html" or ".htm";

    /// <summary>A JSON file for results; <c>--out</c> is what a command makes.</summary>
    public static Option<string?> Report() => ToolOption.Optional(
        "--report", Values.Text("FILE"), "Also write the results to this JSON file.", "no file");
}
