namespace EcgCmrNative.Data.Files;

/// <summary>
/// A file opened for reading at any place, by any thread. Reading past its end is a <see cref="DataFormatException"/>;
/// a caller asks for no more than its buffer holds, so that memory is never allocated by an unchecked length from a file.
/// </summary>
internal sealed class InputFile : IDisposable
{
    private readonly Stream _stream;
    private readonly Lock _lock = new();

    public InputFile(IFileSystem files, string path) : this(path, files.OpenData(path))
    {
    }

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
            _stream.Position = offset;
            if (_stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) < destination.Length)
                throw Failure(offset, "the file was cut short while it was read");
        }
    }

    public DataFormatException Failure(long? offset, string reason, Exception? inner = null) => new(Path, offset, reason, inner);

    public void Dispose() => _stream.Dispose();
}
