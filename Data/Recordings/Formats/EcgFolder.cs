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
    /// <summary>Files that stay open between the list and their recordings. A process may often open only 256.</summary>
    private const int MostOpen = 64;

    /// <summary>
    /// Every ECG file at any depth, in ordinal order of its path, so that the same folder always gives the same list.
    /// Files that are part of another recording (segments) are left out.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static IReadOnlyList<EcgFolderEntry> Enumerate(string folder, EcgFormats? formats = null, IFileSystem? files = null)
    {
        var found = Open(folder, formats, files);
        foreach (var (_, file) in found) file?.Dispose();
        return [.. found.Select(one => one.Entry)];
    }

    /// <summary>
    /// The same files, to be read. What was parsed of them is kept; a file is still open or opens again when it is read.
    /// </summary>
    /// <returns>Each with its file, which the caller closes; null for a file that cannot be opened.</returns>
    /// <inheritdoc cref="Enumerate"/>
    internal static IReadOnlyList<(EcgFolderEntry Entry, IEcgFile? File)> Open(
        string folder, EcgFormats? formats = null, IFileSystem? files = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var known = formats ?? EcgFormats.Default;
        var found = new List<(EcgFolderEntry Entry, IEcgFile? File)>();
        var parts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in (files ?? FileSystem.Disk).ListFiles(folder))
        {
            if (Look(path, known) is not { } one) continue;
            found.Add(one);
            if (one.File is null) continue;
            parts.UnionWith(one.File.Parts);
            if (found.Count > MostOpen) one.File.Suspend();
        }
        foreach (var (_, file) in found.Where(IsPart)) file?.Dispose();
        found.RemoveAll(IsPart);
        return found;

        bool IsPart((EcgFolderEntry Entry, IEcgFile? File) one) => parts.Contains(one.Entry.Path);
    }

    private static (EcgFolderEntry Entry, IEcgFile? File)? Look(string path, EcgFormats formats)
    {
        foreach (var format in formats.All)
        {
            try
            {
                if (format.TryOpen(path) is { } file) return (new EcgFolderEntry(path, format, file.Count), file);
            }
            catch (IOException)
            {
                return (new EcgFolderEntry(path, format, 1), null);
            }
        }
        return null;
    }
}
