namespace EcgCmrNative.Data.Files;

/// <summary>
/// A file opened for reading at any place, by any thread. Reading past its end is a <see cref="DataFormatException"/>;
/// a caller asks for no more than its buffer holds, so that memory is never allocated by an unchecked length from a file.
/// </summary>
internal sealed class InputFile : IDisposable
{
    private readonly Lock _lock = new();
    private readonly IFileSystem? _files;
    private Stream? _stream;
    private bool _isDisposed;

    public InputFile(IFileSystem files, string path) : this(path, files.OpenData(path)) => _files = files;

    /// <summary>Takes over a stream that can seek: what a file holds in compressed form.</summary>
    public InputFile(string path, Stream stream)
    {
        (Path, _stream) = (path, stream);
        Length = _stream.Length;
        Budget = new FileBudget(path, Length);
    }

    public string Path { get; }

    public long Length { get; }

    /// <summary>What is built from the file is counted here.</summary>
    public FileBudget Budget { get; }

    /// <summary>Fills the whole span from the given place.</summary>
    public void Read(long offset, Span<byte> destination)
    {
        if (offset < 0 || offset > Length - destination.Length)
            throw Failure(offset, $"the file ends at byte {Length}, {destination.Length} bytes were expected here");
        lock (_lock)
        {
            var stream = _stream ??= OpenAgain();
            stream.Position = offset;
            if (stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) < destination.Length)
                throw Failure(offset, "the file was cut short while it was read");
        }
    }

    /// <summary>Closes the file until the next read, which opens it again. A stream that was taken over stays open.</summary>
    public void Suspend()
    {
        if (_files is null) return;
        lock (_lock)
        {
            _stream?.Dispose();
            _stream = null;
        }
    }

    public DataFormatException Failure(long? offset, string reason, Exception? inner = null) => new(Path, offset, reason, inner);

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _stream?.Dispose();
        }
    }

    private Stream OpenAgain()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var stream = _files!.OpenData(Path);
        if (stream.Length == Length) return stream;
        stream.Dispose();
        throw Failure(null, $"the file has changed: it had {Length} bytes when it was opened first");
    }
}
