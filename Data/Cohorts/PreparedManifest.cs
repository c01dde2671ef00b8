using System.Text.Json.Serialization;
using EcgCmrNative.Data.Signals;

namespace EcgCmrNative.Data.Cohorts;

/// <summary>What a <see cref="PreparedStore"/> says of itself: shape, origin, and the checksums of its other files.</summary>
public sealed record PreparedManifest
{
    internal const string FormatName = "ecgcmr-prepared-store";
    internal const int CurrentVersion = 1;

    /// <summary>Always "ecgcmr-prepared-store".</summary>
    public required string Format { get; init; }

    /// <summary>Version of the layout.</summary>
    public required int Version { get; init; }

    /// <summary>Rows.</summary>
    public required int Count { get; init; }

    /// <summary>Leads of a row, in order.</summary>
    public required IReadOnlyList<string> Leads { get; init; }

    /// <summary>Samples per lead.</summary>
    public required int Length { get; init; }

    /// <summary>How the rows were made; sampling rate, cleaning and normalisation are in here.</summary>
    public required EcgPreparation Preparation { get; init; }

    /// <summary>Names of the label columns.</summary>
    public required IReadOnlyList<string> LabelNames { get; init; }

    /// <summary>Recordings that could not be prepared and are not in the store.</summary>
    public required IReadOnlyList<PreparationFailure> Failures { get; init; }

    /// <summary>SHA-256 of the index, in hexadecimal.</summary>
    public required string IndexSha256 { get; init; }

    /// <summary>Rows that share a checksum; the last block may have fewer.</summary>
    public required int BlockRows { get; init; }

    /// <summary>SHA-256 of each block of rows, in hexadecimal.</summary>
    public required IReadOnlyList<string> BlockSha256 { get; init; }

    /// <summary>Bytes of one row.</summary>
    [JsonIgnore]
    public long RowBytes => (long)Leads.Count * Length * sizeof(float);
}

[JsonSourceGenerationOptions(
    UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(PreparedManifest))]
[JsonSerializable(typeof(PreparedRow))]
internal sealed partial class PreparedStoreJson : JsonSerializerContext;
