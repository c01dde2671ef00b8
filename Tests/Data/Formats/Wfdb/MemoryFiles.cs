using System.Text;
using EcgCmrNative.Data.Formats;

namespace EcgCmrNative.Tests.Data.Formats.Wfdb;

/// <summary>Files that exist only in a test.</summary>
internal sealed class MemoryFiles : Dictionary<string, byte[]>, IFileSystem
{
    public void Add(string path, string text) => this[path] = Encoding.UTF8.GetBytes(text);

    public Stream OpenRead(string path) =>
        TryGetValue(path, out var bytes) ? new MemoryStream(bytes, writable: false) : throw new FileNotFoundException(path);

    public bool FileExists(string path) => ContainsKey(path);

    public IReadOnlyList<string> ListFiles(string folder) =>
        [.. Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public Stream Create(string path) => throw new NotSupportedException();

    public void Flush(Stream stream) => throw new NotSupportedException();

    public void Replace(string source, string destination) => throw new NotSupportedException();

    public void Delete(string path) => throw new NotSupportedException();

    public void CreateDirectory(string path) => throw new NotSupportedException();
}
