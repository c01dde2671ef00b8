using EcgCmrNative.Cli.CommandLine;

namespace EcgCmrNative.Cli.Options;

/// <summary>Checks names of labels against those of the store.</summary>
internal static class StoreLabels
{
    /// <summary>Refuses the first name that is not a label.</summary>
    /// <param name="option">The option that names them.</param>
    /// <param name="names">The names.</param>
    /// <param name="available">The labels.</param>
    /// <exception cref="ArgumentException">A name is not a label.</exception>
    public static void Require(string option, IEnumerable<string> names, IReadOnlyList<string> available)
    {
        if (names.FirstOrDefault(name => !available.Contains(name)) is { } unknown)
            throw new ArgumentException(
                $"{option}: unknown label '{unknown}'; the labels are {string.Join(", ", available)}"
                + $"{Suggestion.DidYouMean(unknown, available)}");
    }
}
