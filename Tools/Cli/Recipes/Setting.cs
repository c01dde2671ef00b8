using System.CommandLine;
using System.CommandLine.Parsing;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>Options that set something of a run. One that is not given leaves the run's setting as it is.</summary>
internal static class Setting
{
    /// <summary>An option with a value.</summary>
    public static Option<T> Of<T>(string name, string description, string value) =>
        new(name) { Description = description, HelpName = value };

    /// <summary>An option that is given or not.</summary>
    public static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    /// <summary>The name of the first of some options that was given; null where none was.</summary>
    public static string? FirstGiven(CommandResult line, params IReadOnlyList<Option> options) =>
        options.FirstOrDefault(option => line.GetResult(option) is { Implicit: false })?.Name;
}
