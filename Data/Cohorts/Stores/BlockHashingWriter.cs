using System.Security.Cryptography;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Cohorts.Stores;

/// <summary>Writes rows of one size and takes the checksum of each block of them.</summary>
internal sealed class BlockHashingWriter(Stream stream, int rowBytes) : IDisposable
{
    private const int BlockBytes = 4 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<string> _checksums = [];

    public int Rows { get; private set; }

    public int BlockRows { get; } = Math.Max(1, BlockBytes / rowBytes);

    public void Write(ReadOnlySpan<byte> rows)
    {
        for (var at = 0; at < rows.Length; at += rowBytes)
        {
            var row = rows.Slice(at, rowBytes);
            stream.Write(row);
            _hash.AppendData(row);
            if (++Rows % BlockRows == 0) _checksums.Add(Convert.ToHexString(_hash.GetHashAndReset()));
        }
    }

    /// <summary>Forces the rows to the disk.</summary>
    /// <returns>The checksums of all blocks.</returns>
    public IReadOnlyList<string> Finish(IFileSystem files)
    {
        if (Rows % BlockRows != 0) _checksums.Add(Convert.ToHexString(_hash.GetHashAndReset()));
        files.Flush(stream);
        return _checksums;
    }

    public void Dispose()
    {
        stream.Dispose();
        _hash.Dispose();
    }
}
