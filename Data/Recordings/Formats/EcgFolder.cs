using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Recordings.Formats;

/// <summary>A file with ECGs that was found in a folder.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Format">The format that reads it.</param>
/// <param name="Count">Recordings in the file; 1 if it cannot be opened, so that the error is reported when it is read.</param>
public readonly record struct EcgFolderEntry(string Path, IEcgFormat Format, int Count);

/// <summary>Finds the ECGs under a folder.</summary>
public static class EcgFolder
{
    /// <summary>
    /// Every ECG file at any depth, in ordinal order of its path, so that the same folder always gives the same list.
    /// Files that are part of another recording (segments) are left out.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static IReadOnlyList<EcgFolderEntry> Enumerate(string folder, EcgFormats? formats = null, IFileSystem? files = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var known = formats ?? EcgFormats.Default;
        var entries = new List<EcgFolderEntry>();
        var parts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in (files ?? FileSystem.Disk).ListFiles(folder))
        {
            if (Look(path, known) is not { } entry) continue;
            entries.Add(entry);
            parts.UnionWith(entry.Format.PartsOf(path));
        }
        entries.RemoveAll(entry => parts.Contains(entry.Path));
        return entries;
    }

    private static EcgFolderEntry? Look(string path, EcgFormats formats)
    {
        foreach (var format in formats.All)
        {
            try
            {
                using var file = format.TryOpen(path);
                if (file is not null) return new EcgFolderEntry(path, format, file.Count);
            }
            catch (IOException)
            {
                return new EcgFolderEntry(path, format, 1);
            }
        }
        return null;
    }
}
