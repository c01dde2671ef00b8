using System.Buffers.Binary;
using System.IO.Compression;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Zip;

namespace EcgCmrNative.Data.Formats.Nifti;

/// <summary>A file read from front to back, inflated if it begins as gzip does.</summary>
internal sealed class InflatedFile : IDisposable
{
    private readonly Stream _file;
    private readonly bool _hasManyMembers;
    private Crc32 _checksum = Crc32.Start();

    public InflatedFile(IFileSystem files, string path)
    {
        Path = path;
        _file = files.OpenData(path);
        Budget = new FileBudget(path, _file.Length);
        Span<byte> start = stackalloc byte[4];
        start = start[.._file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        IsCompressed = start is [0x1F, 0x8B, ..];
        // Blocked gzip consists of many members; an extra field says so.
        _hasManyMembers = start is [_, _, _, var flags] && (flags & 4) != 0;
        _file.Position = 0;
        Stream = IsCompressed ? new GZipStream(_file, CompressionMode.Decompress) : _file;
    }

    public string Path { get; }

    /// <summary>What is built from the file is counted here.</summary>
    public FileBudget Budget { get; }

    public Stream Stream { get; }

    public bool IsCompressed { get; }

    public long Position { get; private set; }

    /// <summary>Length of the file as it is stored.</summary>
    public long StoredBytes => _file.Length;

    /// <summary>The most bytes that may come out of a file of this length.</summary>
    public long MostBytes => IsCompressed ? FileBudget.Inflated(_file.Length) : _file.Length;

    public void Read(Span<byte> bytes)
    {
        var read = Guarded(bytes);
        if (read < bytes.Length)
            throw Failure($"the {(IsCompressed ? "inflated " : "")}file ends here; {bytes.Length - read} more bytes were expected");
    }

    public void Skip(long count)
    {
        Span<byte> skipped = stackalloc byte[512];
        for (; count > 0; count -= Math.Min(count, skipped.Length)) Read(skipped[..(int)Math.Min(count, skipped.Length)]);
    }

    /// <summary>
    /// Reads on to the end of a compressed file and compares its checksum and length. The inflater does so only where the data end as they
    /// should: damage that swallows the end of the file goes by it.
    /// </summary>
    public void RequireEnd(int mostTrailing)
    {
        if (!IsCompressed) return;
        Span<byte> rest = stackalloc byte[512];
        for (var trailing = 0; Guarded(rest) is > 0 and var read;)
        {
            if ((trailing += read) > mostTrailing) throw Failure($"more than {mostTrailing} bytes follow the last voxel");
        }
        if (_hasManyMembers) return;
        var stored = rest[..8];
        _file.Position = Math.Max(0, _file.Length - stored.Length);
        _file.ReadData(Path, stored);
        if (BinaryPrimitives.ReadUInt32LittleEndian(stored) != _checksum.Value
            || BinaryPrimitives.ReadUInt32LittleEndian(stored[4..]) != (uint)Position)
            throw new DataFormatException(Path, _file.Length - stored.Length,
                "checksum or length of the inflated data is wrong; the file is damaged or cut short; copy it again");
    }

    public void Dispose()
    {
        Stream.Dispose();
        _file.Dispose();
    }

    /// <summary>Fills the buffer, or as much of it as data are left.</summary>
    private int Guarded(Span<byte> buffer)
    {
        try
        {
            var read = Stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (IsCompressed) _checksum.Append(buffer[..read]);
            Position += read;
            return read;
        }
        catch (InvalidDataException e)
        {
            throw Failure("the compressed data are damaged", e);
        }
    }

    private DataFormatException Failure(string reason, Exception? inner = null) => new(Path, Position, reason, inner);
}
