namespace EcgCmrNative.Data.Formats.Tensors;

/// <summary>Finds the names that are most similar to an unknown one, for an error message.</summary>
internal static class NearestNames
{
    private const int MaxLength = 200, MaxConsidered = 2_000;

    /// <summary>Up to three of the names: those that end alike (another prefix), then those a few letters away.</summary>
    public static IReadOnlyList<string> Of(string wanted, IEnumerable<string> names) =>
        [.. names.Take(MaxConsidered)
            .Where(name => name.Length <= MaxLength && wanted.Length <= MaxLength)
            .Select(name => (name, distance: Distance(wanted, name)))
            .Where(candidate => candidate.distance <= wanted.Length / 3)
            .OrderBy(candidate => candidate.distance)
            .Take(3)
            .Select(candidate => candidate.name)];

    private static int Distance(string a, string b) =>
        EndsAlike(a, b) || EndsAlike(b, a) ? 0 : Levenshtein(a.ToLowerInvariant(), b.ToLowerInvariant());

    private static bool EndsAlike(string longer, string shorter) =>
        shorter.Length > 0 && longer.EndsWith("." + shorter, StringComparison.OrdinalIgnoreCase);

    private static int Levenshtein(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length];
    }
}
