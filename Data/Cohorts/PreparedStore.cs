using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using EcgCmrNative.Data.Formats;

namespace EcgCmrNative.Data.Cohorts;

/// <summary>
/// Prepared ECG windows on disk, mapped into memory: a folder with <c>samples.f32</c> (row-major [Count, leads, Length], little-endian
/// float32), <c>index.jsonl</c> (one <see cref="PreparedRow"/> for each row) and <c>manifest.json</c>, which is written last: without
/// it there is no store. <see cref="PreparedStoreWriter"/> makes them. Safe for any number of reading threads.
/// </summary>
public sealed unsafe class PreparedStore : IDisposable
{
    internal const string SamplesFile = "samples.f32";
    internal const string IndexFile = "index.jsonl";
    internal const string ManifestFile = "manifest.json";
    private const int LargestManifest = 64 << 20;
    private const int LargestIndex = 1 << 30;

    private readonly string _samplesPath;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly bool[] _verified;
    private readonly bool _checksums;
    private bool _disposed;

    private PreparedStore(string folder, PreparedManifest manifest, IReadOnlyList<PreparedRow> rows, bool checksums)
    {
        (Manifest, Rows, _checksums) = (manifest, rows, checksums);
        _samplesPath = Path.Combine(folder, SamplesFile);
        _verified = new bool[manifest.BlockSha256.Count];
        var bytes = checked(manifest.RowBytes * manifest.Count);
        using var stream = OpenSamples(_samplesPath);
        if (stream.Length != bytes)
            throw new DataFormatException(
                _samplesPath, null,
                $"{stream.Length} bytes; {manifest.Count} rows of {manifest.Leads.Count} x {manifest.Length} samples are {bytes}");
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, bytes, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    /// <summary>The store's description.</summary>
    public PreparedManifest Manifest { get; }

    /// <summary>Where each row comes from.</summary>
    public IReadOnlyList<PreparedRow> Rows { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Manifest.Count;

    /// <summary>Leads of a row.</summary>
    public int Leads => Manifest.Leads.Count;

    /// <summary>Samples per lead.</summary>
    public int Length => Manifest.Length;

    /// <summary>Opens a store.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="checksums">Whether a block of rows is compared with its checksum when it is first used.</param>
    /// <exception cref="DataFormatException">This is no complete store, or of another version, or its files do not fit each other.</exception>
    public static PreparedStore Open(string folder, bool checksums = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Prepared stores are mapped as they are, which is little-endian.");
        var manifest = ReadManifest(Path.Combine(folder, ManifestFile));
        return new PreparedStore(folder, manifest, ReadIndex(Path.Combine(folder, IndexFile), manifest), checksums);
    }

    /// <summary>The samples of a row, [leads, T] row-major, without a copy. Not to be used after the store is closed.</summary>
    /// <exception cref="DataFormatException">The block that the row is in does not match its checksum.</exception>
    public ReadOnlySpan<float> Samples(int row)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        if (_checksums) VerifyBlock(row / Manifest.BlockRows);
        return new ReadOnlySpan<float>(_start + row * Manifest.RowBytes, Leads * Length);
    }

    /// <summary>Compares all rows with their checksums.</summary>
    /// <exception cref="DataFormatException">A block does not match.</exception>
    public void Verify(CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        for (var block = 0; block < _verified.Length; block++)
        {
            cancellation.ThrowIfCancellationRequested();
            VerifyBlock(block);
        }
    }

    /// <summary>Closes the store.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private void VerifyBlock(int block)
    {
        if (Volatile.Read(ref _verified[block])) return;
        var first = block * (long)Manifest.BlockRows;
        var rows = Math.Min(Manifest.BlockRows, Count - first);
        var bytes = new ReadOnlySpan<byte>(_start + first * Manifest.RowBytes, checked((int)(rows * Manifest.RowBytes)));
        if (!Matches(bytes, Manifest.BlockSha256[block]))
            throw new DataFormatException(
                _samplesPath, first * Manifest.RowBytes,
                $"rows {first} to {first + rows - 1} do not match their checksum; prepare the store again");
        Volatile.Write(ref _verified[block], true);
    }

    private static bool Matches(ReadOnlySpan<byte> bytes, string sha256)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return string.Equals(Convert.ToHexString(hash), sha256, StringComparison.OrdinalIgnoreCase);
    }

    private static FileStream OpenSamples(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, null, $"cannot be opened: {e.Message}", e);
        }
    }

    private static PreparedManifest ReadManifest(string path)
    {
        if (!File.Exists(path))
            throw new DataFormatException(path, null,
                "is missing: this is no prepared store, or its preparation did not end; prepare it again");
        var bytes = FileSystem.Disk.ReadAllData(path, LargestManifest);
        try
        {
            RefuseOtherVersions(path, bytes);
            var manifest = JsonSerializer.Deserialize(bytes, PreparedStoreJson.Default.PreparedManifest)
                ?? throw new JsonException("it is empty");
            Validate(path, manifest);
            return manifest;
        }
        catch (Exception e) when (e is JsonException or OverflowException or InvalidOperationException)
        {
            throw new DataFormatException(path, null, $"is no manifest of a prepared store: {e.Message}", e);
        }
    }

    /// <summary>Before anything else is understood: another version may have other fields.</summary>
    private static void RefuseOtherVersions(string path, byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var format = document.RootElement.TryGetProperty(nameof(PreparedManifest.Format), out var name) ? name.GetString() : null;
        if (format != PreparedManifest.FormatName) throw new JsonException($"its format is '{format}'");
        var version = document.RootElement.TryGetProperty(nameof(PreparedManifest.Version), out var number) ? number.GetInt32() : 0;
        if (version != PreparedManifest.CurrentVersion)
            throw new DataFormatException(
                path, null,
                $"version {version}, but this program reads version {PreparedManifest.CurrentVersion}; prepare the store again");
    }

    private static void Validate(string path, PreparedManifest manifest)
    {
        var blocks = manifest.BlockRows > 0 ? (manifest.Count + (long)manifest.BlockRows - 1) / manifest.BlockRows : 0;
        if (manifest.Count < 1 || manifest.Leads.Count < 1 || manifest.Length < 1)
            throw new DataFormatException(path, null,
                $"a store of {manifest.Count} rows of {manifest.Leads.Count} x {manifest.Length} samples cannot be");
        if (blocks != manifest.BlockSha256.Count)
            throw new DataFormatException(
                path, null, $"{manifest.BlockSha256.Count} checksums for {manifest.Count} rows in blocks of {manifest.BlockRows}");
        if (checked(manifest.RowBytes * Math.Min(manifest.BlockRows, manifest.Count)) > int.MaxValue
            || manifest.RowBytes > long.MaxValue / manifest.Count)
            throw new DataFormatException(path, null, $"blocks of {manifest.BlockRows} rows of {manifest.RowBytes} bytes are too large");
    }

    private static List<PreparedRow> ReadIndex(string path, PreparedManifest manifest)
    {
        var bytes = FileSystem.Disk.ReadAllData(path, LargestIndex);
        if (!Matches(bytes, manifest.IndexSha256))
            throw new DataFormatException(path, null, "does not match its checksum; prepare the store again");
        var rows = new List<PreparedRow>();
        var at = 0;
        while (at < bytes.Length)
        {
            var length = bytes.AsSpan(at).IndexOf((byte)'\n');
            if (length < 0) length = bytes.Length - at;
            try
            {
                var row = JsonSerializer.Deserialize(bytes.AsSpan(at, length), PreparedStoreJson.Default.PreparedRow);
                if (row is null || row.Labels.Count != manifest.LabelNames.Count)
                    throw new DataFormatException(path, at,
                        $"row {rows.Count} has not the {manifest.LabelNames.Count} labels that the store names");
                rows.Add(row);
            }
            catch (JsonException e)
            {
                throw new DataFormatException(path, at, $"row {rows.Count} cannot be read: {e.Message}", e);
            }
            at += length + 1;
        }
        if (rows.Count != manifest.Count) throw new DataFormatException(path, null, $"{rows.Count} rows instead of {manifest.Count}");
        return rows;
    }
}
