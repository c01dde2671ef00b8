namespace EcgCmrNative.Cli.CommandLine;

/// <summary>Options that had another name once: they are refused with the new name.</summary>
internal static class RenamedOptions
{
    private static readonly Dictionary<string, string[]> Renamed = new(StringComparer.Ordinal)
    {
        ["--preset"] = ["--ecg-preset"],
        ["--data"] = ["--ecg", "--cmr"],
        ["--augmentation"] = ["--ecg-augmentation"],
        ["--size"] = ["--image-size"],
        ["--clip"] = ["--clip-norm"],
        ["--out"] = ["--report"],
    };

    /// <summary>The new names that a command has; none for an option that was never renamed.</summary>
    /// <param name="old">The old name.</param>
    /// <param name="options">The command's options.</param>
    public static IReadOnlyList<string> NewNames(string old, IEnumerable<string> options) =>
        Renamed.TryGetValue(old, out var names) ? [.. names.Intersect(options)] : [];
}
