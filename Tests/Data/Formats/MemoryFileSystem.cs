using EcgCmrNative.Data.Formats;

namespace EcgCmrNative.Tests.Data.Formats;

/// <summary>Files in memory, for tests that write thousands of them.</summary>
internal sealed class MemoryFileSystem : IFileSystem
{
    private readonly Dictionary<string, byte[]> _files = [];

    public byte[] this[string path]
    {
        get => _files[path];
        set => _files[path] = value;
    }

    public Stream OpenRead(string path) =>
        _files.TryGetValue(path, out var bytes) ? new MemoryStream(bytes, writable: false) : throw new FileNotFoundException(path);

    public IReadOnlyList<string> ListFiles(string folder) =>
        [.. _files.Keys.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public Stream Create(string path) => new WrittenStream(this, path);

    public void Flush(Stream stream) => stream.Flush();

    public void Replace(string source, string destination)
    {
        _files[destination] = _files[source];
        _files.Remove(source);
    }

    public void Delete(string path) => _files.Remove(path);

    public bool FileExists(string path) => _files.ContainsKey(path);

    public void CreateDirectory(string path)
    {
    }

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
