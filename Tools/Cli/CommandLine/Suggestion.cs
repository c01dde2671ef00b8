namespace EcgCmrNative.Cli.CommandLine;

/// <summary>Finds the name that was probably meant by a mistyped one.</summary>
internal static class Suggestion
{
    private const int Most = 3;

    /// <summary>"; did you mean 'x'?" or nothing, to put at the end of an error.</summary>
    public static string DidYouMean(string word, IEnumerable<string> names) =>
        Nearest(word, names) is { Count: > 0 } found ? $"; did you mean {string.Join(" or ", found.Select(name => $"'{name}'"))}?" : "";

    /// <summary>The names that are nearest to a word, three at most; none where all are far from it.</summary>
    public static IReadOnlyList<string> Nearest(string word, IEnumerable<string> names)
    {
        var ranked = names.Distinct().Select(name => (Name: name, Distance: Distance(word, name)))
            .Where(entry => entry.Distance <= 1 + word.TrimStart('-').Length / 4).ToArray();
        if (ranked.Length == 0)
            return [.. names.Distinct().Where(name => Holds(name, word)).Take(Most)];
        var least = ranked.Min(entry => entry.Distance);
        return [.. ranked.Where(entry => entry.Distance == least).Select(entry => entry.Name).Take(Most)];
    }

    /// <summary>True if the word begins or ends the name: image for --image-size, LVEDV for LVEDV_mL.</summary>
    private static bool Holds(string name, string word)
    {
        var (whole, part) = (name.TrimStart('-'), word.TrimStart('-'));
        return part.Length >= 3 && (whole.StartsWith(part, StringComparison.OrdinalIgnoreCase)
            || whole.EndsWith(part, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Letters to change, insert, delete or exchange with their neighbour (optimal string alignment).</summary>
    private static int Distance(string left, string right)
    {
        var (a, b) = (left.ToLowerInvariant(), right.ToLowerInvariant());
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }
                var change = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(change, 1 + Math.Min(table[i - 1, j], table[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], 1 + table[i - 2, j - 2]);
            }
        }
        return table[a.Length, b.Length];
    }
}
