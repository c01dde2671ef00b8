using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;

namespace EcgCmrNative.Cli.Options;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    /// <summary>The seed of all random numbers of a command.</summary>
    public static Option<ulong> Seed(ulong byDefault = 0) => ToolOption.WithDefault(
        "--seed", Values.Seed, "Seed all random numbers; the same seed gives the same result.", byDefault);

    /// <summary>True for the name of an HTML file.</summary>
    public static bool IsHtml(string path) => Path.GetExtension(path).ToLowerInvariant() is ".html" or ".htm";
}
