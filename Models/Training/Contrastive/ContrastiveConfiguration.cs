using System.Text.Json;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Training.Contrastive.Learners;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>Everything that a contrastive run was started with.</summary>
public sealed record ContrastiveConfiguration : RunConfiguration
{
    /// <summary>The recipe, a name of <see cref="ContrastiveRecipes"/>.</summary>
    public override required string Recipe { get; init; }

    /// <summary>Settings of loss, heads and optimisation.</summary>
    public ContrastiveOptions Options { get; init; } = new();

    /// <summary>The ECG side; null where there is none.</summary>
    public EcgSideOptions? Ecg { get; init; }

    /// <summary>The image side; null where there is none.</summary>
    public CmrSideOptions? Cmr { get; init; }

    /// <summary>The classifier that is also trained; null for none.</summary>
    public ClassifierOptions? Classifier { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> StartingWeights => [.. new[] { Ecg?.Weights, Cmr?.Weights }.OfType<string>()];

    /// <inheritdoc/>
    [JsonIgnore]
    public override string? Label => Classifier?.Label;

    /// <inheritdoc/>
    public override string ToJson() => JsonSerializer.Serialize(this, ContrastiveJson.Default.ContrastiveConfiguration);

    /// <summary>Whether a checkpoint's configuration is that of a contrastive run.</summary>
    public static bool Recognizes(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty(nameof(Recipe), out var recipe)
                && ContrastiveRecipes.All.Contains(recipe.GetString()!);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    protected internal override RunConfiguration Read(string path, string json)
    {
        var own = Parse(path, json);
        return own.Recipe == Recipe
            ? own
            : throw new DataFormatException(path, null, $"the checkpoint is of a run of '{own.Recipe}', not of '{Recipe}'");
    }

    /// <summary>Reads the configuration of a checkpoint.</summary>
    /// <param name="path">The checkpoint, for messages.</param>
    /// <param name="json">What <see cref="Checkpoint.ReadConfiguration"/> gives.</param>
    /// <exception cref="DataFormatException">It is not that of a contrastive run.</exception>
    public static ContrastiveConfiguration Parse(string path, string json)
    {
        try
        {
            if (!Recognizes(json))
                throw new DataFormatException(
                    path, null, $"the checkpoint is of another run than {string.Join(", ", ContrastiveRecipes.All)}");
            return JsonSerializer.Deserialize(json, ContrastiveJson.Default.ContrastiveConfiguration)!;
        }
        catch (JsonException error)
        {
            throw new DataFormatException(path, null, $"the checkpoint's configuration cannot be read: {error.Message}", error);
        }
    }
}

/// <summary>The names of the contrastive recipes.</summary>
public static class ContrastiveRecipes
{
    /// <summary>Two views of an ECG find each other.</summary>
    public const string SimClrEcg = "simclr-ecg";

    /// <summary>Two halves of an ECG find each other.</summary>
    public const string Clocs = "clocs";

    /// <summary>A network predicts what its own moving average makes of another view.</summary>
    public const string Byol = "byol";

    /// <summary>Two views agree in each number, and the numbers say different things.</summary>
    public const string BarlowTwins = "barlow";

    /// <summary>Two views of an image find each other.</summary>
    public const string SimClrCmr = "simclr-cmr";

    /// <summary>An ECG and an image of one person find each other: the paper's second stage.</summary>
    public const string Multimodal = "mmcl";

    /// <summary>Each side predicts what the moving average of the other makes of the same person.</summary>
    public const string MultimodalByol = "byol-multimodal";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [SimClrEcg, Clocs, Byol, BarlowTwins, SimClrCmr, Multimodal, MultimodalByol];
}

/// <summary>JSON of the configuration, generated at compile time so that trimmed programs have it.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ContrastiveConfiguration))]
internal sealed partial class ContrastiveJson : JsonSerializerContext;
