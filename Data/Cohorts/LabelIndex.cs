using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Cohorts;

/// <summary>Finds a file's row in a table of labels by its name: whole, without extension, or without its folder.</summary>
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
            // An identifier may contain dots: names that differ only after the last dot are found by the whole name only.
            var stem = WithoutExtension(record.Record);
            // A name without extension is found as it is.
            if (stem == record.Record) continue;
            _byStem[stem] = _byStem.ContainsKey(stem) ? null : record;
        }
    }

    /// <summary>The row of the first of some names that is in the table, or null.</summary>
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

    /// <summary>Refuses a table that lists none of a folder's files.</summary>
    /// <exception cref="DataFormatException">The table has rows, and none was found.</exception>
    public void RequireFound(int found, string folder)
    {
        if (found == 0 && _table.Records.Count > 0)
            throw new DataFormatException(folder, null,
                $"the folder has none of the {_table.Records.Count} recordings of the table, such as '{_table.Records[0].Record}'");
    }

    /// <summary>A path within a folder as a name: with slashes, without the extension and a .gz after it.</summary>
    public static string NameOf(string folder, string path)
    {
        var name = Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(path));
        return WithoutExtension(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^".gz".Length] : name);
    }

    private static string WithoutExtension(string path) => Path.ChangeExtension(path, null).Replace('\\', '/');
}
