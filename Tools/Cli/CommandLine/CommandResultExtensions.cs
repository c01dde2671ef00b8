using System.CommandLine;
using System.CommandLine.Parsing;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>Questions to a command line.</summary>
internal static class CommandResultExtensions
{
    /// <summary>True if the option was given explicitly.</summary>
    public static bool IsGiven(this CommandResult line, Option option) => line.GetResult(option) is { Implicit: false };

    /// <summary>The name of the first of some options that was given; null if none was.</summary>
    public static string? FirstGiven(this CommandResult line, params IReadOnlyList<Option> options) =>
        options.FirstOrDefault(line.IsGiven)?.Name;
}
