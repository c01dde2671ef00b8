using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EcgCmrNative.Data.Recordings;
using static System.FormattableString;

namespace EcgCmrNative.Models.Encoders;

/// <summary>An encoder's architecture and its expected input. Stored as JSON in checkpoints and exported files.</summary>
public sealed record EncoderDescription
{
    /// <summary>The kind of encoder, a name of <see cref="Files.EncoderKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Numbers of an embedding.</summary>
    public required int Width { get; init; }

    /// <summary>How the embedding is made of the encoder's features.</summary>
    public required string Pooling { get; init; }

    /// <summary>The sizes of this kind of encoder, as JSON.</summary>
    public required JsonElement Configuration { get; init; }

    /// <summary>The preset with these sizes; null if no preset has them.</summary>
    public string? Preset { get; init; }

    /// <summary>The recordings that it expects; null for an image encoder.</summary>
    public EcgInput? Ecg { get; init; }

    /// <summary>The images that it expects; null for an ECG encoder.</summary>
    public CmrInput? Cmr { get; init; }

    /// <summary>The encoder's modality.</summary>
    [JsonIgnore]
    public Modality Modality => Cmr is null ? Modality.Ecg : Modality.Cmr;

    /// <summary>The description in one line.</summary>
    public override string ToString()
    {
        var input = (Ecg, Cmr) switch
        {
            ({ } ecg, _) => Invariant($"{ecg.Leads.Count} leads of {ecg.WindowSamples} samples") + Rate(ecg.Preparation),
            (_, { } cmr) => Invariant($"images of {cmr.Size} × {cmr.Size} pixels")
                + (cmr.CropToRegionOfInterest ? ", cropped to the region of interest" : ""),
            _ => "unknown input",
        };
        return Invariant($"{Kind}{(Preset is null ? "" : $" {Preset}")}, width {Width}, pooling {Pooling}; {input}");

        static string Rate(EcgPreparation? preparation) => preparation is null ? "" : Invariant($" at {preparation.SamplingRateHz} Hz");
    }

    /// <summary>Why a description from a file is invalid, or null. JSON is checked for missing values, but not inside of lists.</summary>
    internal string? Refusal()
    {
        if (Width < 1) return $"width {Width}";
        if (Ecg is not null && Cmr is not null) return "one encoder of both ECGs and images";
        if (Ecg is { } ecg)
        {
            if (ecg.Leads.Count == 0 || ecg.Leads.Any(string.IsNullOrEmpty)) return "the name of a lead is missing";
            if (ecg.WindowSamples < 1) return $"a window of {ecg.WindowSamples} samples";
            try
            {
                ecg.Preparation?.Validate();
            }
            catch (ArgumentException error)
            {
                return error.Message;
            }
        }
        return Cmr?.Refusal();
    }

    /// <summary>The sizes, read as those of a kind of encoder.</summary>
    /// <exception cref="JsonException">They are those of another kind.</exception>
    internal T Read<T>(JsonTypeInfo<T> type) =>
        Configuration.Deserialize(type) ?? throw new JsonException($"the configuration of the encoder '{Kind}' is empty");
}
