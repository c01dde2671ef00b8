using System.IO.Enumeration;

namespace EcgCmrNative.Data.Files;

/// <summary>The real file system, and the one way in which this project writes a file that must never be seen half-written.</summary>
public static class FileSystem
{
    private const string TemporaryExtension = ".tmp";
    private const long MostText = 16 << 20;

    /// <summary>The machine's file system.</summary>
    public static IFileSystem Disk { get; } = new DiskFileSystem();

    /// <summary>
    /// Writes a whole file atomically: into a temporary file in the same folder, flushed to the disk, then renamed over the old one.
    /// After a crash at any point, <paramref name="path"/> holds either the old content or the new one.
    /// </summary>
    /// <exception cref="IOException">Writing failed. The old file is unchanged; the temporary one is removed if possible.</exception>
    public static void WriteAtomically(this IFileSystem files, string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(write);
        var temporary = $"{path}.{Environment.ProcessId}{TemporaryExtension}";
        try
        {
            using (var stream = files.Create(temporary))
            {
                write(stream);
                files.Flush(stream);
            }
            files.Replace(temporary, path);
        }
        catch
        {
            try { files.Delete(temporary); }
            catch (IOException) { /* the first error is the one to report */ }
            throw;
        }
    }

    /// <summary>Reads a whole text file in UTF-8 that a person wrote: settings, a description of a study.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">It is larger than 16 MiB, and so no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string ReadText(this IFileSystem files, string path)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (Directory.Exists(path)) throw new IOException($"{path}: is a folder; name a file in it");
        using var stream = files.OpenRead(path);
        if (stream.Length > MostText)
            throw new DataFormatException(path, null, $"has {stream.Length} bytes; text of at most {MostText} bytes is expected");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>
    /// Deletes the temporary files that killed processes left in a folder that is locked: <c>NAME.PROCESS.tmp</c> of the files that its
    /// owner writes by <see cref="WriteAtomically"/>. All other files stay.
    /// </summary>
    /// <param name="files">The file system.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="isOwn">True for the name of a file that the folder's owner writes.</param>
    public static void DeleteStale(this IFileSystem files, string folder, Func<string, bool> isOwn)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(isOwn);
        foreach (var name in files.ListNames(folder))
        {
            if (!name.EndsWith(TemporaryExtension, StringComparison.Ordinal)) continue;
            var stem = Path.GetFileNameWithoutExtension(name);
            var process = Path.GetExtension(stem);
            if (process.Length > 1 && process.AsSpan(1).ContainsAnyExceptInRange('0', '9')) continue;
            if (process.Length > 1 && isOwn(Path.GetFileNameWithoutExtension(stem))) files.Delete(Path.Combine(folder, name));
        }
    }

    internal static IReadOnlyList<string> ListDiskNames(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal)];

    internal static IReadOnlyList<string> ListDisk(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                File.Exists(folder) ? $"{folder}: is a file, not a folder" : $"{folder}: there is no such folder");
        }
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            // A folder that cannot be read must not be skipped without an error.
            IgnoreInaccessible = false,
            AttributesToSkip = FileAttributes.Hidden,
        };
        var files = new FileSystemEnumerable<string>(Path.GetFullPath(folder), (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return [.. files.Order(StringComparer.Ordinal)];
    }

    private sealed class DiskFileSystem : IFileSystem
    {
        public Stream OpenRead(string path)
        {
            FileKind.RequireNoStream(path);
            return new FileStream(path, FileMode.Open, System.IO.FileAccess.Read, FileShare.Read, 1 << 16);
        }

        public Stream Create(string path)
        {
            // Whatever has the name is removed, not opened: through a link, bytes would go to a file elsewhere.
            File.Delete(path);
            return new FileStream(path, FileMode.CreateNew, System.IO.FileAccess.ReadWrite, FileShare.None, 1 << 16);
        }

        public void Flush(Stream stream)
        {
            if (stream is FileStream file) DiskFlush.File(file);
            else stream.Flush();
        }

        public void Replace(string source, string destination)
        {
            File.Move(source, destination, overwrite: true);
            DiskFlush.Folder(Path.GetDirectoryName(Path.GetFullPath(destination))!);
        }

        public void Delete(string path) => File.Delete(path);

        public bool FileExists(string path) => File.Exists(path);

        public void CreateDirectory(string path) => Directory.CreateDirectory(path);
    }
}
