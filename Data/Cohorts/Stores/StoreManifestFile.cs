using System.Text.Json;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Cohorts.Stores;

/// <summary>Kind and version of a store's manifest, read first: another version may have other fields.</summary>
internal sealed record StoreManifestFile(string Path, byte[] Bytes, string? Format, int Version)
{
    public const string Name = "manifest.json";
    public const string IndexName = "index.jsonl";
    private const int Largest = 64 << 20;

    /// <exception cref="DataFormatException">The manifest is missing or invalid.</exception>
    public static StoreManifestFile Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = System.IO.Path.Combine(folder, Name);
        if (!File.Exists(path))
            throw new DataFormatException(path, null,
                "is missing: the folder is not a prepared store, or its preparation did not finish; prepare it again");
        var bytes = FileSystem.Disk.ReadAllData(path, Largest);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var format = document.RootElement.TryGetProperty(nameof(PreparedManifest.Format), out var name) ? name.GetString() : null;
            var version = document.RootElement.TryGetProperty(nameof(PreparedManifest.Version), out var number) ? number.GetInt32() : 0;
            return new StoreManifestFile(path, bytes, format, version);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new DataFormatException(path, null, $"invalid manifest of a prepared store: {JsonReason.Of(e)}", e);
        }
    }
}
