namespace EcgCmrNative.Data.Files;

/// <summary>
/// A lock of a folder against other processes, and against a second user in this one. The operating system releases it when the process
/// ends, however it ends. It is an empty file that is held open; a file that a killed process left is taken over. A link of that name, hard
/// or symbolic, is removed; the file that it leads to stays as it is.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>Name of the file in the folder; it is deleted at the end.</summary>
    public const string FileName = "ecgcmr.lock";

    /// <summary>File systems that keep neither numbers of files nor times are trusted after these.</summary>
    private const int MaximumAttempts = 8;

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Locks an existing folder.</summary>
    /// <exception cref="FolderInUseException">It is locked.</exception>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public static FolderLock On(string folder)
    {
        var path = Path.Combine(folder, FileName);
        for (var attempt = 1; ; attempt++)
        {
            if (new FileInfo(path).LinkTarget is not null) File.Delete(path);
            var file = Open(folder, path);
            if (attempt == MaximumAttempts) return new FolderLock(file);
            if (!IsOwn(file))
            {
                if (IsAt(path, file) ?? true) Delete(file);
                else file.Dispose();
            }
            // The last user may have deleted the file after it was opened here; then others would lock another file of that name.
            else if (IsAt(path, file) ?? HasMark(path, file))
            {
                return new FolderLock(file);
            }
            else
            {
                file.Dispose();
            }
        }
    }

    /// <summary>Deletes the file while it is still locked, then unlocks the folder.</summary>
    public void Dispose()
    {
        try
        {
            Delete(_file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder is unlocked, and the next user takes over the file.
        }
    }

    private static FileStream Open(string folder, string path)
    {
        // Elsewhere, this option would delete whatever has the name by then.
        var options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, options);
        }
        catch (IOException error) when (error is not DirectoryNotFoundException && File.Exists(path))
        {
            throw new FolderInUseException(folder, error);
        }
    }

    private static void Delete(FileStream file)
    {
        if (file.SafeFileHandle.IsClosed) return;
        try
        {
            if (!OperatingSystem.IsWindows()) File.Delete(file.Name);
        }
        finally
        {
            file.Dispose();
        }
    }

    /// <summary>False for a file that has other names, or content: no user of this class made it.</summary>
    private static bool IsOwn(FileStream file) => file.Length == 0 && FileStatus.Of(file.SafeFileHandle) is not { Links: > 1 };

    /// <summary>Whether the open file is the one of that name; null if the system cannot be asked.</summary>
    private static bool? IsAt(string path, FileStream file) => FileStatus.Of(file.SafeFileHandle) is { } open
        ? FileStatus.Of(path, followLinks: false) is { } found && found.IsSameFile(open)
        : null;

    /// <summary>Whether the open file is the one of that name, on systems that only its time can be asked of.</summary>
    private static bool HasMark(string path, FileStream file)
    {
        var mark = new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(2 * Random.Shared.Next(1 << 28));
        File.SetLastWriteTimeUtc(file.SafeFileHandle, mark);
        return File.Exists(path) && File.GetLastWriteTimeUtc(path) == mark;
    }
}
