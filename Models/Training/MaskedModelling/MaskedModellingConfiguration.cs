using System.Text.Json;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Models.Training.MaskedModelling;

/// <summary>Everything that a run of masked data modelling was started with.</summary>
public sealed record MaskedModellingConfiguration : RunConfiguration
{
    private static readonly MaskedModellingConfiguration Defaults = new() { Preparation = new EcgPreparation() };

    /// <summary>The recipe: always <c>mdm</c>.</summary>
    public override string Recipe { get; init; } = MaskedModellingRecipe.RecipeName;

    /// <summary>Settings of the objective.</summary>
    public MaskedModellingOptions Options { get; init; } = new();

    /// <inheritdoc/>
    [JsonIgnore]
    public override double PeakLearningRate => Options.PeakLearningRate(Training);

    /// <summary>The counterpart of <see cref="RunConfiguration.Stores"/> in checkpoints of earlier versions.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal string? SamplesSha256 { get; init; }

    /// <inheritdoc/>
    public override RunConfiguration WithShortWarmup() =>
        this with { Options = Options with { WarmupEpochs = Math.Min(Options.WarmupEpochs, Training.Epochs / 10.0) } };

    /// <inheritdoc/>
    public override string ToJson() => JsonSerializer.Serialize(this, MaskedModellingJson.Default.MaskedModellingConfiguration);

    /// <summary>Reads the configuration of a checkpoint.</summary>
    /// <param name="path">The checkpoint, for messages.</param>
    /// <param name="json">The result of <see cref="Checkpoint.ReadConfiguration"/>.</param>
    /// <exception cref="DataFormatException">It is damaged, or a configuration of another recipe.</exception>
    public static MaskedModellingConfiguration Parse(string path, string json)
    {
        var configuration = ConfigurationJson.Read(
            path, json, MaskedModellingJson.Default.MaskedModellingConfiguration, Defaults, [MaskedModellingRecipe.RecipeName]);
        return configuration.SamplesSha256 is not { Length: > 0 } samples ? configuration : configuration with
        {
            SamplesSha256 = null,
            Stores = [new StoreFingerprint { Kind = StoreFingerprint.Ecg, Samples = samples }],
        };
    }

    /// <inheritdoc/>
    public override RunConfiguration Read(string path, string json) => Parse(path, json);

    /// <inheritdoc/>
    public override RunConfiguration With(string path, string json) =>
        ConfigurationJson.ReadSettings(path, json, MaskedModellingJson.Default.MaskedModellingConfiguration, this, Defaults);
}

/// <summary>JSON of the configuration, generated at compile time for trimmed programs.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(MaskedModellingConfiguration))]
internal sealed partial class MaskedModellingJson : JsonSerializerContext;
