using System.Text.Json.Serialization;

namespace EcgCmrNative.Data.Cohorts.Stores;

/// <summary>The manifest of a <see cref="PreparedStore"/>: shape, origin, and the checksums of its other files.</summary>
public abstract record PreparedManifest
{
    private protected PreparedManifest()
    {
    }

    /// <summary>What kind of store this is: "ecgcmr-prepared-store" holds ECGs, "ecgcmr-image-store" images.</summary>
    [JsonRequired]
    public string Format { get; init; } = "";

    /// <summary>Version of the layout.</summary>
    [JsonRequired]
    public int Version { get; init; }

    /// <summary>Rows.</summary>
    [JsonRequired]
    public int Count { get; init; }

    /// <summary>Names of the label columns.</summary>
    [JsonRequired]
    public IReadOnlyList<string> LabelNames { get; init; } = [];

    /// <summary>Recordings or studies that could not be prepared and are not in the store.</summary>
    [JsonRequired]
    public IReadOnlyList<PreparationFailure> Failures { get; init; } = [];

    /// <summary>SHA-256 of the index, in hexadecimal.</summary>
    [JsonRequired]
    public string IndexSha256 { get; init; } = "";

    /// <summary>Rows that share a checksum; the last block may have fewer.</summary>
    [JsonRequired]
    public int BlockRows { get; init; }

    /// <summary>SHA-256 of each block of rows, in hexadecimal.</summary>
    [JsonRequired]
    public IReadOnlyList<string> BlockSha256 { get; init; } = [];

    /// <summary>Sizes of one row, outermost first.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<int> RowShape { get; }

    /// <summary>Bytes of one row.</summary>
    /// <exception cref="OverflowException">The row is too large.</exception>
    [JsonIgnore]
    public long RowBytes => RowShape.Aggregate((long)ElementBytes, (bytes, size) => checked(bytes * size));

    private protected abstract int ElementBytes { get; }

    /// <summary>Why the manifest is invalid, or null. JSON is checked for missing values, but not inside of lists.</summary>
    internal virtual string? Refusal()
    {
        if (BlockRows < 1) return $"checksums of blocks of {BlockRows} rows; a block has 1 row or more";
        if (LabelNames.Contains(null!) || Failures.Contains(null!)) return "a label name or a failure is null";
        return BlockSha256.Append(IndexSha256).All(hash => hash is { Length: 64 } && hash.All(char.IsAsciiHexDigit))
            ? null
            : "a checksum is not a SHA-256 of 64 hexadecimal digits";
    }
}

/// <summary>A recording or study that could not be prepared.</summary>
/// <param name="Record">Its name.</param>
/// <param name="Reason">The error.</param>
public sealed record PreparationFailure(string Record, string Reason);
