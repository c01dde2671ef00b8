using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Cohorts.Stores;

/// <summary>
/// A file of rows of one size, mapped into memory. A block of rows is compared with its checksum when it is first used, and again after
/// the file was written to. A row of a file that was cut short would end the process when it is touched; so the length is asked first.
/// Closing refuses new readers at once; the file is unmapped when the last reader has ended.
/// </summary>
internal sealed unsafe class MappedRows : IDisposable
{
    private readonly string _path;
    private readonly PreparedManifest _manifest;
    private readonly long _rowBytes;
    private readonly FileStream _stream;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly bool[] _verified;
    private readonly bool _checksums;
    private long _written;
    private bool _disposed;

    /// <exception cref="DataFormatException">The file cannot be opened, or its size is not that of the manifest.</exception>
    public MappedRows(string path, PreparedManifest manifest, bool checksums)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("prepared stores are supported only on little-endian machines");
        (_path, _manifest, _rowBytes, _checksums) = (path, manifest, manifest.RowBytes, checksums);
        _verified = new bool[manifest.BlockSha256.Count];
        var bytes = checked(_rowBytes * manifest.Count);
        _stream = OpenRows(path);
        if (_stream.Length != bytes)
        {
            using var other = _stream;
            throw new DataFormatException(
                path, null, $"{other.Length} bytes; {manifest.Count} rows of {string.Join(" x ", manifest.RowShape)} values need {bytes}");
        }
        _written = File.GetLastWriteTimeUtc(_stream.SafeFileHandle).Ticks;
        _file = MemoryMappedFile.CreateFromFile(_stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, bytes, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    /// <summary>Takes a row for reading, without a copy. The file stays mapped until the lease is disposed.</summary>
    /// <exception cref="DataFormatException">
    /// The block that the row is in does not match its checksum, or the file was cut short.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public RowLease Lease(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, _manifest.Count);
        var lease = new RowLease(_view.SafeMemoryMappedViewHandle, _start + row * _rowBytes, (int)_rowBytes);
        try
        {
            RequireLength(row / _manifest.BlockRows);
            if (_checksums) VerifyBlock(row / _manifest.BlockRows);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <summary>Compares all rows with their checksums.</summary>
    /// <exception cref="DataFormatException">A block does not match.</exception>
    public void Verify(CancellationToken cancellation)
    {
        using var mapped = new RowLease(_view.SafeMemoryMappedViewHandle, _start, 0);
        for (var block = 0; block < _verified.Length; block++)
        {
            cancellation.ThrowIfCancellationRequested();
            RequireLength(block);
            VerifyBlock(block);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    /// <summary>Whether bytes have a checksum.</summary>
    public static bool Matches(ReadOnlySpan<byte> bytes, string sha256)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return string.Equals(Convert.ToHexString(hash), sha256, StringComparison.OrdinalIgnoreCase);
    }

    private void RequireLength(int block)
    {
        var handle = _stream.SafeFileHandle;
        var (length, written) = (RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle).Ticks);
        if (length != _rowBytes * _manifest.Count)
            throw new DataFormatException(
                _path, null,
                $"block {block} cannot be read: the file was changed while it was open, and has {length} bytes instead of "
                + $"{_rowBytes * _manifest.Count}; prepare the store again");
        if (written == Interlocked.Read(ref _written)) return;
        Array.Clear(_verified);
        Interlocked.Exchange(ref _written, written);
    }

    private void VerifyBlock(int block)
    {
        if (Volatile.Read(ref _verified[block])) return;
        var first = block * (long)_manifest.BlockRows;
        var rows = Math.Min(_manifest.BlockRows, _manifest.Count - first);
        var bytes = new ReadOnlySpan<byte>(_start + first * _rowBytes, checked((int)(rows * _rowBytes)));
        if (!Matches(bytes, _manifest.BlockSha256[block]))
            throw new DataFormatException(
                _path, first * _rowBytes,
                $"block {block}: rows {first} to {first + rows - 1} do not match their checksum; prepare the store again");
        Volatile.Write(ref _verified[block], true);
    }

    private static FileStream OpenRows(string path)
    {
        try
        {
            FileKind.RequireNoStream(path);
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, null, $"cannot be opened: {e.Message}", e);
        }
    }
}
