namespace EcgCmrNative.Tests.Architecture;

/// <summary>Which folder uses which, with one example for each arrow.</summary>
internal sealed class FolderUses
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _arrows = new(StringComparer.Ordinal);

    public void Add(string from, string to, string example)
    {
        if (from == to) return;
        if (!_arrows.TryGetValue(from, out var targets)) _arrows[from] = targets = new(StringComparer.Ordinal);
        targets.TryAdd(to, example);
    }

    /// <summary>The arrows of one circle with their examples, or null if there is none.</summary>
    public string? FindCircle()
    {
        var done = new HashSet<string>();
        return _arrows.Keys.Select(folder => Walk(folder, [], done)).FirstOrDefault(circle => circle is not null);
    }

    private string? Walk(string folder, List<string> path, HashSet<string> done)
    {
        var start = path.IndexOf(folder);
        if (start >= 0) return Describe([.. path[start..], folder]);
        if (done.Contains(folder) || !_arrows.TryGetValue(folder, out var targets)) return null;
        path.Add(folder);
        foreach (var target in targets.Keys)
        {
            if (Walk(target, path, done) is { } circle) return circle;
        }
        path.RemoveAt(path.Count - 1);
        done.Add(folder);
        return null;
    }

    private string Describe(string[] circle) =>
        string.Join('\n', circle.Zip(circle.Skip(1), (from, to) => $"{from} -> {to}: {_arrows[from][to]}"));
}
