namespace EcgCmrNative.Data.Files;

/// <summary>
/// A lock of a folder against other processes, and against a second user in this one. The operating system releases it when the process
/// ends, however it ends. It is a file that is held open; a file that a killed process left is taken over.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>Name of the file in the folder; it is deleted at the end.</summary>
    public const string FileName = "ecgcmr.lock";

    /// <summary>File systems that keep no times are trusted after these.</summary>
    private const int MaximumAttempts = 8;

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Locks an existing folder.</summary>
    /// <exception cref="IOException">It is locked, or the file cannot be created.</exception>
    public static FolderLock On(string folder)
    {
        var path = Path.Combine(folder, FileName);
        for (var attempt = 1; ; attempt++)
        {
            // A link would lead the lock to a file elsewhere.
            if (new FileInfo(path).LinkTarget is not null) File.Delete(path);
            var file = Open(folder, path);
            // The last user may have deleted the file after it was opened here; then others would lock another file of that name.
            var mark = new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(2 * Random.Shared.Next(1 << 28));
            File.SetLastWriteTimeUtc(file.SafeFileHandle, mark);
            if (attempt == MaximumAttempts || (File.Exists(path) && File.GetLastWriteTimeUtc(path) == mark)) return new FolderLock(file);
            file.Dispose();
        }
    }

    /// <summary>Deletes the file while it is still locked, then unlocks the folder.</summary>
    public void Dispose() => _file.Dispose();

    private static FileStream Open(string folder, string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException error) when (error is not DirectoryNotFoundException && File.Exists(path))
        {
            throw new IOException(
                $"{folder}: another process is writing to this folder; wait until it has ended, or choose another folder", error);
        }
    }
}
