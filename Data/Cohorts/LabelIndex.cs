using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Cohorts;

/// <summary>Finds what a table of labels knows by the names that a file goes by: whole, without extension, or without its folder.</summary>
internal sealed class LabelIndex
{
    private readonly LabelTable _table;
    private readonly Dictionary<string, CohortRecord> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CohortRecord?> _byStem = new(StringComparer.Ordinal);

    public LabelIndex(LabelTable table)
    {
        _table = table;
        foreach (var record in table.Records)
        {
            _byName[record.Record] = record;
            // An identifier may have dots of its own: names that differ only behind the last one are found whole or not at all.
            var stem = WithoutExtension(record.Record);
            _byStem[stem] = _byStem.ContainsKey(stem) ? null : record;
        }
    }

    /// <summary>What is known under the first of some names that is in the table, or null.</summary>
    public CohortRecord? Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var last = name[(name.LastIndexOf('/') + 1)..];
            if ((_byName.GetValueOrDefault(name) ?? _byStem.GetValueOrDefault(name)
                ?? _byName.GetValueOrDefault(last) ?? _byStem.GetValueOrDefault(last)) is { } known) return known;
        }
        return null;
    }

    /// <summary>Refuses a table that has nothing to do with a folder.</summary>
    /// <exception cref="DataFormatException">The table lists something, and nothing was found.</exception>
    public void RequireFound(int found, string folder)
    {
        if (found == 0 && _table.Records.Count > 0)
            throw new DataFormatException(folder, null,
                $"none of the {_table.Records.Count} recordings of the table is here; the first is '{_table.Records[0].Record}'");
    }

    /// <summary>A path within a folder as a name: slashes, and neither extension nor the .gz behind it.</summary>
    public static string NameOf(string folder, string path)
    {
        var name = Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(path));
        return WithoutExtension(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^".gz".Length] : name);
    }

    private static string WithoutExtension(string path) => Path.ChangeExtension(path, null).Replace('\\', '/');
}
