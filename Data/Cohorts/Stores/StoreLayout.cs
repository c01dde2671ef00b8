using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Cohorts.Stores;

/// <summary>The files of one kind of store.</summary>
/// <param name="Holds">What is in it, in the plural.</param>
/// <param name="FormatName">What its manifest calls it.</param>
/// <param name="Version">The version that is written, and the only one that is read.</param>
/// <param name="RowsFile">The file with the rows.</param>
/// <param name="ManifestJson">How its manifest is written.</param>
/// <param name="RowJson">How a line of its index is written.</param>
internal sealed record StoreLayout<TManifest, TRow>(
    string Holds, string FormatName, int Version, string RowsFile, JsonTypeInfo<TManifest> ManifestJson, JsonTypeInfo<TRow> RowJson)
    where TManifest : PreparedManifest
    where TRow : PreparedRow
{
    private const int LargestIndex = 1 << 30;

    /// <summary>Reads a store's manifest and maps its rows.</summary>
    /// <exception cref="DataFormatException">
    /// The store is incomplete or of another kind or version, or its files do not match.
    /// </exception>
    public (TManifest Manifest, IReadOnlyList<TRow> Rows, MappedRows Mapped) Open(string folder, bool checksums)
    {
        var manifest = ReadManifest(folder);
        var rows = ReadIndex(Path.Combine(folder, StoreManifestFile.IndexName), manifest);
        return (manifest, rows, new MappedRows(Path.Combine(folder, RowsFile), manifest, checksums));
    }

    private TManifest ReadManifest(string folder)
    {
        var file = StoreManifestFile.Read(folder);
        if (file.Format != FormatName)
            throw new DataFormatException(
                file.Path, null,
                $"the format is '{file.Format}'; expected '{FormatName}': this is no store of {Holds}; "
                + $"give a folder with prepared {Holds}");
        if (file.Version != Version)
            throw new DataFormatException(
                file.Path, null, $"unsupported version {file.Version}; expected version {Version}; prepare the store again");
        try
        {
            var manifest = JsonSerializer.Deserialize(file.Bytes, ManifestJson) ?? throw new JsonException("the manifest is null");
            Validate(file.Path, manifest);
            return manifest;
        }
        catch (OverflowException e)
        {
            throw new DataFormatException(file.Path, null, "rows are too large", e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            throw new DataFormatException(file.Path, null, $"invalid manifest of a store of {Holds}: {JsonReason.Of(e)}", e);
        }
    }

    private static void Validate(string path, PreparedManifest manifest)
    {
        if (manifest.Refusal() is { } reason) throw new DataFormatException(path, null, reason);
        var blocks = (manifest.Count + (long)manifest.BlockRows - 1) / manifest.BlockRows;
        if (manifest.Count < 1 || manifest.RowShape.Any(size => size < 1))
            throw new DataFormatException(path, null,
                $"invalid size: {manifest.Count} rows of {string.Join(" x ", manifest.RowShape)} values");
        if (blocks != manifest.BlockSha256.Count)
            throw new DataFormatException(
                path, null, $"{manifest.BlockSha256.Count} checksums for {manifest.Count} rows in blocks of {manifest.BlockRows}");
        if (checked(manifest.RowBytes * Math.Min(manifest.BlockRows, manifest.Count)) > int.MaxValue
            || manifest.RowBytes > long.MaxValue / manifest.Count)
            throw new DataFormatException(path, null, $"blocks of {manifest.BlockRows} rows of {manifest.RowBytes} bytes are too large");
    }

    private List<TRow> ReadIndex(string path, TManifest manifest)
    {
        var bytes = FileSystem.Disk.ReadAllData(path, LargestIndex);
        if (!MappedRows.Matches(bytes, manifest.IndexSha256))
            throw new DataFormatException(path, null, "does not match its checksum; prepare the store again");
        var rows = new List<TRow>();
        var at = 0;
        while (at < bytes.Length)
        {
            var length = bytes.AsSpan(at).IndexOf((byte)'\n');
            if (length < 0) length = bytes.Length - at;
            try
            {
                var row = JsonSerializer.Deserialize(bytes.AsSpan(at, length), RowJson);
                if (row is null || row.Labels.Count != manifest.LabelNames.Count)
                    throw new DataFormatException(path, at,
                        $"row {rows.Count} does not have {manifest.LabelNames.Count} labels, as the manifest states");
                if (row.Refusal() is { } reason) throw new DataFormatException(path, at, $"row {rows.Count} is invalid: {reason}");
                rows.Add(row);
            }
            catch (Exception e) when (e is JsonException or NotSupportedException)
            {
                throw new DataFormatException(path, at, $"row {rows.Count} cannot be read: {JsonReason.Of(e)}", e);
            }
            at += length + 1;
        }
        if (rows.Count != manifest.Count)
            throw new DataFormatException(path, null, $"{rows.Count} rows, but the manifest states {manifest.Count}");
        return rows;
    }
}
