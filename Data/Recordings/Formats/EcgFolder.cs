using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Recordings.Formats;

/// <summary>A file with ECGs that was found in a folder.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Format">The format that reads it.</param>
public readonly record struct EcgFolderEntry(string Path, IEcgFormat Format);

/// <summary>Finds the ECGs under a folder.</summary>
public static class EcgFolder
{
    /// <summary>
    /// Every ECG file at any depth, in ordinal order of its path, so that the same folder always gives the same list.
    /// Files that are part of another recording (segments) are left out.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<EcgFolderEntry> Enumerate(string folder, EcgFormats? formats = null, IFileSystem? files = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var known = formats ?? EcgFormats.Default;
        var entries = new List<EcgFolderEntry>();
        var parts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in (files ?? FileSystem.Disk).ListFiles(folder))
        {
            if (known.Find(path) is not { } format) continue;
            entries.Add(new EcgFolderEntry(path, format));
            parts.UnionWith(format.PartsOf(path));
        }
        entries.RemoveAll(entry => parts.Contains(entry.Path));
        return entries;
    }
}
