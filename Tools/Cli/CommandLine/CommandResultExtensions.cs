using System.CommandLine;
using System.CommandLine.Parsing;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>Questions to a command line.</summary>
internal static class CommandResultExtensions
{
    /// <summary>True where somebody wrote the option, with its default value or another.</summary>
    public static bool IsGiven(this CommandResult line, Option option) => line.GetResult(option) is { Implicit: false };
}
