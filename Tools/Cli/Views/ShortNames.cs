namespace EcgCmrNative.Cli.Views;

/// <summary>Names for paths in reports, which contain no absolute paths.</summary>
internal static class ShortNames
{
    /// <summary>
    /// The names as they are, but of an absolute path only its end, as much of it as tells it from the others. Equal names are numbered.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> names)
    {
        string[] shortened = [.. names.Select(name => Shortened(name, names))];
        return [.. shortened.Select((name, i) => shortened.Count(other => other == name) > 1
            ? $"{name} ({shortened.Take(i + 1).Count(other => other == name)})"
            : name)];
    }

    private static string Shortened(string name, IReadOnlyList<string> names)
    {
        if (!Path.IsPathRooted(name)) return name;
        var parts = Parts(name);
        for (var length = 1; length < parts.Length; length++)
        {
            var end = parts[^length..];
            if (names.Distinct().Count(other => Parts(other).TakeLast(length).SequenceEqual(end)) == 1) return string.Join('/', end);
        }
        return string.Join('/', parts);
    }

    private static string[] Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
