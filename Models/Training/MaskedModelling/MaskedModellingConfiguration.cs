using System.Text.Json;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Models.Training.MaskedModelling;

/// <summary>Everything that a run of masked data modelling was started with; every checkpoint holds it.</summary>
public sealed record MaskedModellingConfiguration
{
    /// <summary>What kind of run it is: always <c>mdm</c>.</summary>
    public string Recipe { get; init; } = "mdm";

    /// <summary>Settings of the objective.</summary>
    public MaskedModellingOptions Options { get; init; } = new();

    /// <summary>Settings of the training.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Leads of the data, in order.</summary>
    public IReadOnlyList<string> Leads { get; init; } = [];

    /// <summary>How the recordings were prepared; inference does the same.</summary>
    public EcgPreparation Preparation { get; init; } = new();

    /// <summary>Checksum of the store's samples, by which a run that goes on knows its data; empty where none was kept.</summary>
    public string SamplesSha256 { get; init; } = "";

    /// <summary>Rows of the store that are held out.</summary>
    public IReadOnlyList<int> ValidationRows { get; init; } = [];

    /// <summary>Rows of the store that nobody sees before the end.</summary>
    public IReadOnlyList<int> TestRows { get; init; } = [];

    /// <summary>What is left to train on.</summary>
    /// <param name="count">Rows that there are.</param>
    public IReadOnlyList<int> TrainingRows(int count) => [.. Enumerable.Range(0, count).Except(ValidationRows).Except(TestRows)];

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, MaskedModellingJson.Default.MaskedModellingConfiguration);

    /// <summary>Reads the configuration of a checkpoint.</summary>
    /// <param name="path">The checkpoint, for messages.</param>
    /// <param name="json">What <see cref="Checkpoint.ReadConfiguration"/> gives.</param>
    /// <exception cref="DataFormatException">It is not that of masked data modelling.</exception>
    public static MaskedModellingConfiguration Parse(string path, string json)
    {
        try
        {
            var configuration = JsonSerializer.Deserialize(json, MaskedModellingJson.Default.MaskedModellingConfiguration);
            if (configuration is { Recipe: "mdm" }) return configuration;
            throw new DataFormatException(
                path, null, $"the checkpoint is of a '{configuration?.Recipe}' run, not of masked data modelling");
        }
        catch (JsonException error)
        {
            throw new DataFormatException(path, null, $"the checkpoint's configuration cannot be read: {error.Message}", error);
        }
    }
}

/// <summary>JSON of the configuration, generated at compile time so that trimmed programs have it.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MaskedModellingConfiguration))]
internal sealed partial class MaskedModellingJson : JsonSerializerContext;
