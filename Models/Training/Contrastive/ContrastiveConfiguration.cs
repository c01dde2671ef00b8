using System.Text.Json;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Training.Contrastive.Learners;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>Everything that a contrastive run was started with; every checkpoint holds it.</summary>
public sealed record ContrastiveConfiguration
{
    /// <summary>What kind of run it is, a name of <see cref="ContrastiveRecipes"/>.</summary>
    public required string Recipe { get; init; }

    /// <summary>Settings of loss, heads and optimisation.</summary>
    public ContrastiveOptions Options { get; init; } = new();

    /// <summary>Settings of the training.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>The ECG side; null where there is none.</summary>
    public EcgSideOptions? Ecg { get; init; }

    /// <summary>The image side; null where there is none.</summary>
    public CmrSideOptions? Cmr { get; init; }

    /// <summary>The classifier that is trained beside; null for none.</summary>
    public ClassifierOptions? Classifier { get; init; }

    /// <summary>Leads of the ECGs, in order; empty without ECGs.</summary>
    public IReadOnlyList<string> Leads { get; init; } = [];

    /// <summary>How the ECGs were prepared; inference does the same.</summary>
    public EcgPreparation? Preparation { get; init; }

    /// <summary>Rows, or pairs, that epochs are compared on.</summary>
    public IReadOnlyList<int> ValidationRows { get; init; } = [];

    /// <summary>Rows, or pairs, that training never sees.</summary>
    public IReadOnlyList<int> TestRows { get; init; } = [];

    /// <summary>What is left to train on.</summary>
    /// <param name="count">Rows, or pairs, that there are.</param>
    public IReadOnlyList<int> TrainingRows(int count) => [.. Enumerable.Range(0, count).Except(ValidationRows).Except(TestRows)];

    /// <summary>Tells every encoder of a model what its input is, so that checkpoints say it.</summary>
    internal void Describe(Module model)
    {
        foreach (var (_, encoder) in Encoder.In(model))
        {
            if (encoder is EcgEncoder ecg && Ecg is not null) ecg.Input = new EcgInput(Leads, Ecg.Window, Preparation ?? new EcgPreparation());
            if (encoder is CmrEncoder cmr && Cmr is not null) cmr.Input = Cmr.Input;
        }
    }

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ContrastiveJson.Default.ContrastiveConfiguration);

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
