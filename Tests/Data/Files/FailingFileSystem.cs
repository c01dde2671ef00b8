using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Tests.Data.Files;

/// <summary>
/// The disk, whose n-th operation fails as on a full or broken one: creating, any single write, flushing,
/// renaming; or of the renamings the n-th; or of all operations of the interface the n-th, with the first write to every file.
/// </summary>
internal sealed class FailingFileSystem(int failingOperation, bool renamesOnly = false, bool everyOperation = false) : IFileSystem
{
    private int _operations;

    /// <summary>Operations that were counted.</summary>
    public int Operations => _operations;

    public bool HasFailed => _operations >= failingOperation;

    public Stream OpenRead(string path)
    {
        CountIfEvery();
        return FileSystem.Disk.OpenRead(path);
    }

    public Stream Create(string path)
    {
        Count();
        return new FailingStream(FileSystem.Disk.Create(path), this);
    }

    public void Flush(Stream stream)
    {
        Count();
        FileSystem.Disk.Flush(((FailingStream)stream).Target);
    }

    public void Replace(string source, string destination)
    {
        Count(isRename: true);
        FileSystem.Disk.Replace(source, destination);
    }

    public void Delete(string path)
    {
        CountIfEvery();
        FileSystem.Disk.Delete(path);
    }

    public bool FileExists(string path) => FileSystem.Disk.FileExists(path);

    public void CreateDirectory(string path)
    {
        CountIfEvery();
        FileSystem.Disk.CreateDirectory(path);
    }

    public IReadOnlyList<string> ListNames(string folder)
    {
        CountIfEvery();
        return FileSystem.Disk.ListNames(folder);
    }

    public IDisposable Lock(string folder)
    {
        CountIfEvery();
        return FileSystem.Disk.Lock(folder);
    }

    private void CountIfEvery()
    {
        if (everyOperation) Count();
    }

    private void CountWrite(ref bool isWritten)
    {
        if (!everyOperation || !isWritten) Count();
        isWritten = true;
    }

    private void Count(bool isRename = false)
    {
        if ((isRename || !renamesOnly) && ++_operations == failingOperation) throw new IOException($"operation {_operations} fails");
    }

    private sealed class FailingStream(Stream target, FailingFileSystem owner) : Stream
    {
        private bool _isWritten;

        public Stream Target => target;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => target.Length;

        public override long Position { get => target.Position; set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            owner.CountWrite(ref _isWritten);
            target.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => target.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) target.Dispose();
            base.Dispose(disposing);
        }
    }
}
