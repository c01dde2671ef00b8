using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings.Formats;

namespace EcgCmrNative.Data.Cohorts;

/// <summary>Finds recordings to prepare.</summary>
public static class EcgSources
{
    /// <summary>
    /// Every recording under a folder, in ordinal order of path, with its row of the table of labels. Its name is its path in the folder
    /// without the extension, with slashes, followed by "#1", "#2" … if the file holds several. A file that cannot be opened becomes a
    /// source that throws when it is read.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="labels">
    /// A table whose records are such names, with or without extension, or the file names alone; recordings that it does not list are left
    /// out, but not files that cannot be opened. Null takes all, each as a person of its own.
    /// </param>
    /// <param name="formats">The formats to look for; null for all.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="DataFormatException">
    /// None of the table's recordings is in the folder; or no table is given and the folder contains PTB-XL in a subfolder.
    /// </exception>
    public static IReadOnlyList<EcgSource> InFolder(string folder, LabelTable? labels = null, EcgFormats? formats = null)
    {
        if (labels is null) PtbXlDatabase.RequireNotBelow(folder);
        var table = labels is null ? null : new LabelIndex(labels);
        var unknown = Enumerable.Repeat(float.NaN, labels?.LabelNames.Count ?? 0).ToArray();
        var sources = new List<EcgSource>();
        var damaged = 0;
        foreach (var (entry, opened) in EcgFolder.Open(folder, formats))
        {
            var (path, before) = (LabelIndex.NameOf(folder, entry.Path), sources.Count);
            var file = new SharedEcgFile(entry, opened);
            for (var i = 0; i < entry.Count; i++)
            {
                var name = entry.Count == 1 ? path : $"{path}#{i + 1}";
                var known = table?.Find(name);
                if (table is not null && known is null)
                {
                    if (opened is not null) continue;
                    damaged++;
                }
                var about = known is null ? new CohortRecord(name, name, unknown) : known with { Record = name };
                sources.Add(new EcgSource(about, file.Reader(i)));
            }
            if (sources.Count == before) file.Suspend();
        }
        table?.RequireFound(sources.Count - damaged, folder);
        return sources;
    }
}
