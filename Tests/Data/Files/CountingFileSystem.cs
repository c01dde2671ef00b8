using System.Collections.Concurrent;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Tests.Data.Files;

/// <summary>A file system that counts how often each file is opened, and the bytes that are read from it.</summary>
internal sealed class CountingFileSystem(IFileSystem files) : IFileSystem
{
    private readonly ConcurrentDictionary<string, int> _opened = new(StringComparer.Ordinal);
    private long _bytesRead;
    private int _open;

    public long BytesRead => _bytesRead;

    /// <summary>Files that were opened and not closed.</summary>
    public int Open => _open;

    public int Opened(string path) => _opened.GetValueOrDefault(path);

    public Stream OpenRead(string path)
    {
        _opened.AddOrUpdate(path, 1, (_, count) => count + 1);
        Interlocked.Increment(ref _open);
        return new CountingStream(files.OpenRead(path), this);
    }

    public Stream Create(string path) => files.Create(path);

    public void Flush(Stream stream) => files.Flush(stream);

    public void Replace(string source, string destination) => files.Replace(source, destination);

    public void Delete(string path) => files.Delete(path);

    public bool FileExists(string path) => files.FileExists(path);

    public void CreateDirectory(string path) => files.CreateDirectory(path);

    public IReadOnlyList<string> ListFiles(string folder) => files.ListFiles(folder);

    private sealed class CountingStream(Stream source, CountingFileSystem owner) : Stream
    {
        private bool _closed;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => source.Length;

        public override long Position { get => source.Position; set => source.Position = value; }

        public override int Read(Span<byte> buffer)
        {
            var read = source.Read(buffer);
            Interlocked.Add(ref owner._bytesRead, read);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override long Seek(long offset, SeekOrigin origin) => source.Seek(offset, origin);

        public override void Flush() => source.Flush();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_closed) Interlocked.Decrement(ref owner._open);
            _closed = true;
            source.Dispose();
            base.Dispose(disposing);
        }
    }
}
