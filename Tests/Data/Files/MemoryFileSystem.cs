using System.Text;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Tests.Data.Files;

/// <summary>Files in memory, for tests that make thousands of them.</summary>
internal sealed class MemoryFileSystem : Dictionary<string, byte[]>, IFileSystem
{
    public void Add(string path, string text) => this[path] = Encoding.UTF8.GetBytes(text);

    public Stream OpenRead(string path) =>
        TryGetValue(path, out var bytes) ? new MemoryStream(bytes, writable: false) : throw new FileNotFoundException(path);

    public Stream Create(string path) => new WrittenStream(this, path);

    public void Flush(Stream stream) => stream.Flush();

    public void Replace(string source, string destination)
    {
        this[destination] = this[source];
        Remove(source);
    }

    public void Delete(string path) => Remove(path);

    public bool FileExists(string path) => ContainsKey(path);

    /// <summary>Folders that were deleted, in order.</summary>
    public List<string> DeletedFolders { get; } = [];

    public void CreateDirectory(string path)
    {
    }

    public bool DirectoryExists(string path) => path == "/" || Keys.Any(file => IsIn(file, path));

    public bool DeleteEmptyDirectory(string path)
    {
        if (Keys.Any(file => IsIn(file, path))) return false;
        DeletedFolders.Add(path);
        return true;
    }

    public IReadOnlyList<string> ListFiles(string folder) =>
        [.. Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> ListNames(string folder) =>
        [.. Keys.Where(path => Path.GetDirectoryName(path) == folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public IDisposable Lock(string folder) => new MemoryStream();

    private static bool IsIn(string file, string folder) =>
        file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private sealed class WrittenStream(MemoryFileSystem owner, string path) : MemoryStream
    {
        public override void Flush() => owner[path] = ToArray();

        protected override void Dispose(bool disposing)
        {
            if (disposing && CanRead) Flush();
            base.Dispose(disposing);
        }
    }
}
