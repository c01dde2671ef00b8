using System.CommandLine;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>The seed of all random numbers of a command.</summary>
internal static class SeedOption
{
    public static Option<ulong> Create(ulong byDefault = 0) => new("--seed")
    {
        Description = "Seed of all random numbers; the same seed gives the same result.",
        HelpName = "N",
        DefaultValueFactory = _ => byDefault,
    };
}
