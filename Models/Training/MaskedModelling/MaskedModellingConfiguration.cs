using System.Text.Json;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Models.Training.MaskedModelling;

/// <summary>Everything that a run of masked data modelling was started with.</summary>
public sealed record MaskedModellingConfiguration : RunConfiguration
{
    /// <summary>The recipe: always <c>mdm</c>.</summary>
    public override string Recipe { get; init; } = MaskedModellingRecipe.RecipeName;

    /// <summary>Settings of the objective.</summary>
    public MaskedModellingOptions Options { get; init; } = new();

    /// <summary>The counterpart of <see cref="RunConfiguration.Stores"/> in checkpoints of earlier versions.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal string? SamplesSha256 { get; init; }

    /// <inheritdoc/>
    public override string ToJson() => JsonSerializer.Serialize(this, MaskedModellingJson.Default.MaskedModellingConfiguration);

    /// <summary>Reads the configuration of a checkpoint.</summary>
    /// <param name="path">The checkpoint, for messages.</param>
    /// <param name="json">The result of <see cref="Checkpoint.ReadConfiguration"/>.</param>
    /// <exception cref="DataFormatException">It is damaged, or a configuration of another recipe.</exception>
    public static MaskedModellingConfiguration Parse(string path, string json)
    {
        try
        {
            var configuration = JsonSerializer.Deserialize(
                ConfigurationJson.Complete(json, new MaskedModellingConfiguration { Preparation = new EcgPreparation() }),
                MaskedModellingJson.Default.MaskedModellingConfiguration);
            if (configuration is not { Recipe: MaskedModellingRecipe.RecipeName })
                throw new DataFormatException(
                    path, null,
                    $"the checkpoint is of a run of '{configuration?.Recipe}', not of '{MaskedModellingRecipe.RecipeName}'");
            return configuration.SamplesSha256 is not { Length: > 0 } samples ? configuration : configuration with
            {
                SamplesSha256 = null,
                Stores = [new StoreFingerprint { Kind = StoreFingerprint.Ecg, Samples = samples }],
            };
        }
        catch (JsonException error)
        {
            throw new DataFormatException(path, null, $"the checkpoint's configuration cannot be read: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    protected internal override RunConfiguration Read(string path, string json) => Parse(path, json);
}

/// <summary>JSON of the configuration, generated at compile time for trimmed programs.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MaskedModellingConfiguration))]
internal sealed partial class MaskedModellingJson : JsonSerializerContext;
