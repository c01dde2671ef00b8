namespace EcgCmrNative.Data.Files;

/// <summary>
/// All file access of the project goes through this interface, so that a test can make any single operation fail
/// and see that nothing is lost. <see cref="FileSystem.Disk"/> is the real one.
/// </summary>
public interface IFileSystem
{
    /// <summary>Opens an existing file for reading with random access.</summary>
    /// <exception cref="IOException">It cannot be opened, or is a pipe, a socket or a device.</exception>
    Stream OpenRead(string path);

    /// <summary>
    /// Creates a file for writing. A file of that name is replaced; a link is replaced too, and what it points to stays as it is.
    /// </summary>
    Stream Create(string path);

    /// <summary>Forces the content of an open file written through <see cref="Create"/> to the disk.</summary>
    /// <exception cref="IOException">The disk did not confirm it; the content may be lost.</exception>
    void Flush(Stream stream);

    /// <summary>Renames a file atomically over <paramref name="destination"/>, and makes the rename itself durable.</summary>
    void Replace(string source, string destination);

    /// <summary>Deletes a file; no error if it does not exist.</summary>
    void Delete(string path);

    /// <summary>True if a file of that name exists.</summary>
    bool FileExists(string path);

    /// <summary>Creates a folder and those above it.</summary>
    void CreateDirectory(string path);

    /// <summary>True if a folder of that name exists. A wrapper around the disk inherits the disk's answer.</summary>
    bool DirectoryExists(string path) => Directory.Exists(path);

    /// <summary>Deletes a folder if nothing is in it. A wrapper around the disk inherits the disk's deletion.</summary>
    /// <returns>False if the folder is not empty or does not exist, and was not deleted.</returns>
    bool DeleteEmptyDirectory(string path)
    {
        if (!Directory.Exists(path) || Directory.EnumerateFileSystemEntries(path).Any()) return false;
        Directory.Delete(path);
        return true;
    }

    /// <summary>
    /// Every file under a folder at any depth, as full paths in ordinal order. Hidden names are left out, and folders that are links are
    /// not followed, so that a cycle of links cannot stop the search. A wrapper around the disk inherits the disk's.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    IReadOnlyList<string> ListFiles(string folder) => FileSystem.ListDisk(folder);

    /// <summary>The names of the files in a folder, in ordinal order. A wrapper around the disk inherits the disk's.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    IReadOnlyList<string> ListNames(string folder) => FileSystem.ListDiskNames(folder);

    /// <summary>
    /// Locks an existing folder, so that no other process, and nothing else in this one, writes to it at the same time. The lock ends
    /// with the process, however it ends. A wrapper around the disk inherits the disk's.
    /// </summary>
    /// <returns>Unlocks the folder.</returns>
    /// <exception cref="FolderInUseException">The folder is locked; the message names it.</exception>
    /// <exception cref="IOException">The folder cannot be locked, for example because it does not exist.</exception>
    IDisposable Lock(string folder) => FolderLock.On(folder);
}
