using System.Text.Json;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;

namespace EcgCmrNative.Models.Encoders.Files;

/// <summary>
/// The encoders of a checkpoint that was written before checkpoints described them: their sizes are read from the configuration of the run.
/// </summary>
internal static class EarlierCheckpoint
{
    /// <summary>Describes the encoders of a checkpoint.</summary>
    /// <returns>At most one encoder of each modality.</returns>
    /// <exception cref="DataFormatException">The configuration is not that of a run.</exception>
    public static IEnumerable<EncoderDescription> Describe(SafeTensorsFile file)
    {
        try
        {
            var run = JsonSerializer.Deserialize(
                file.Metadata[CheckpointFormat.ConfigurationKey], EarlierJson.Default.EarlierConfiguration);
            if (run is null) throw new JsonException("it is null");
            EncoderDescription[] described = [.. Of(run)];
            return described.Select(encoder => encoder.Refusal()).FirstOrDefault(reason => reason is not null) is { } invalid
                ? throw new JsonException(invalid)
                : described;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or ArgumentException or NotSupportedException)
        {
            throw new DataFormatException(file.Path, null, $"the checkpoint's configuration cannot be read: {JsonReason.Of(error)}", error);
        }
    }

    private static IEnumerable<EncoderDescription> Of(EarlierConfiguration run)
    {
        var isMaskedModelling = run.Recipe == "mdm";
        if ((isMaskedModelling ? run.Options : run.Ecg) is { } ecg)
        {
            var configuration = EcgPresets.Encoder(ecg.Preset) with
            {
                Leads = run.Leads.Count,
                Samples = ecg.Window,
                PatchLeads = ecg.PatchLeads,
                PatchSamples = ecg.PatchSamples,
                DropPath = isMaskedModelling ? 0 : ecg.DropPath,
                LearnPositions = !isMaskedModelling,
            };
            configuration.Validate();
            var input = new EcgInput(run.Leads, ecg.Window, run.Preparation);
            yield return VisionTransformerKind.Describe(
                configuration, isMaskedModelling ? TokenPooling.NormalizedMean : ecg.Pooling, input);
        }
        if (run.Cmr is { } cmr)
            yield return CmrPresets.Describe(
                cmr.Preset, new CmrInput { Size = cmr.Size, CropToRegionOfInterest = cmr.RegionOfInterest, Channels = cmr.Channels });
    }
}

/// <summary>The part of a run's configuration that says what its encoders are, with the defaults of that version. Members have
/// setters, because generated code resets <c>init</c> members that the JSON leaves out.</summary>
internal sealed record EarlierConfiguration
{
    public required string Recipe { get; set; }
    public EarlierEcg? Options { get; set; }
    public EarlierEcg? Ecg { get; set; }
    public EarlierCmr? Cmr { get; set; }
    public IReadOnlyList<string> Leads { get; set; } = [];
    public EcgPreparation? Preparation { get; set; }
}

/// <summary>An ECG encoder in a run's configuration.</summary>
internal sealed record EarlierEcg
{
    public string Preset { get; set; } = "tiny";
    public int Window { get; set; } = 2500;
    public int PatchSamples { get; set; } = 100;
    public int PatchLeads { get; set; } = 1;
    public double DropPath { get; set; } = 0.1;
    public TokenPooling Pooling { get; set; } = TokenPooling.Mean;
}

/// <summary>An image encoder in a run's configuration.</summary>
internal sealed record EarlierCmr
{
    public string Preset { get; set; } = "resnet50";
    public int Size { get; set; } = 210;
    public bool RegionOfInterest { get; set; } = true;
    public string? Channels { get; set; }
}

/// <summary>JSON of the configurations, generated at compile time so that trimmed programs have it. Other members are skipped.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EarlierConfiguration))]
internal sealed partial class EarlierJson : JsonSerializerContext;
