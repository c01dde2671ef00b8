using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Models.Training.Contrastive.Options;

/// <summary>Everything that a contrastive run was started with.</summary>
public sealed record ContrastiveConfiguration : RunConfiguration
{
    private static readonly ContrastiveConfiguration Defaults = new()
    {
        Recipe = "",
        Ecg = new EcgSideOptions(),
        Cmr = new CmrSideOptions(),
        Classifier = new ClassifierOptions { Label = "" },
        Preparation = new EcgPreparation(),
        ImagePreparation = new CmrPreparation(),
    };

    /// <summary>The recipe, a name of <see cref="ContrastiveRecipes"/>.</summary>
    public override required string Recipe { get; init; }

    /// <summary>Settings of loss, heads and optimisation.</summary>
    public ContrastiveOptions Options { get; init; } = new();

    /// <summary>The ECG side; null without ECGs.</summary>
    public EcgSideOptions? Ecg { get; init; }

    /// <summary>The image side; null without images.</summary>
    public CmrSideOptions? Cmr { get; init; }

    /// <summary>The classifier that is also trained; null for none.</summary>
    public ClassifierOptions? Classifier { get; init; }

    /// <summary>True if the run learns from pairs of an image and an ECG.</summary>
    [JsonIgnore]
    public bool HasPairs => Ecg is not null && Cmr is not null;

    /// <inheritdoc/>
    [JsonIgnore]
    public override double PeakLearningRate => Options.LearningRate;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> StartingWeights => [.. new[] { Ecg?.Weights, Cmr?.Weights }.OfType<string>()];

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<(string Setting, string Path)> InputFiles =>
        Options.Similarities is { } path ? [($"{nameof(Options)}.{nameof(ContrastiveOptions.Similarities)}", path)] : [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> LearnedLabels => Classifier is { } classifier ? [classifier.Label] : [];

    /// <summary>The run or file that an encoder's first weights come from; null for new weights.</summary>
    public string? Weights(Modality side) => side == Modality.Ecg ? Ecg?.Weights : Cmr?.Weights;

    /// <summary>Whether an encoder is frozen.</summary>
    public bool IsFrozen(Modality side) => side == Modality.Ecg ? Ecg is { Frozen: true } : Cmr is { Frozen: true };

    /// <summary>Learning rate of a side; null for that of the run.</summary>
    public double? LearningRate(Modality side) => side == Modality.Ecg ? Ecg?.LearningRate : Cmr?.LearningRate;

    /// <summary>Sets the input of every encoder in a model, so that checkpoints describe it.</summary>
    internal void Describe(Module model)
    {
        foreach (var (_, encoder) in Encoder.In(model))
        {
            if (encoder is EcgEncoder ecg && Ecg is not null)
                ecg.Input = new EcgInput(Leads, Ecg.Window, Preparation);
            if (encoder is CmrEncoder cmr && Cmr is not null) cmr.Input = Cmr.Input;
        }
    }

    /// <summary>Checks all settings, and that the batches fit into memory.</summary>
    /// <param name="leads">Leads of the recordings.</param>
    /// <exception cref="ArgumentException">A value is out of range, or values do not fit each other; the message names it.</exception>
    public void Validate(int leads)
    {
        Options.Validate(Training);
        Cmr?.Validate();
        Ecg?.Validate(leads);
        Classifier?.Validate();
        if (Ecg is not null) TrainingMemory.RequireEcgs(Training, leads, Ecg.Window);
        if (Cmr is not null) TrainingMemory.RequireImages(Training, Cmr.EncoderChannels, Cmr.Input.Size);
    }

    /// <inheritdoc/>
    public override RunConfiguration WithShortWarmup() =>
        this with { Options = Options with { WarmupEpochs = Math.Min(Options.WarmupEpochs, Training.Epochs / 10) } };

    /// <inheritdoc/>
    public override string ToJson() => JsonSerializer.Serialize(this, ContrastiveJson.Default.ContrastiveConfiguration);

    /// <summary>Whether a checkpoint's configuration is that of a contrastive run.</summary>
    public static bool Recognizes(string json) => ConfigurationJson.RecipeOf(json) is { } recipe && ContrastiveRecipes.All.Contains(recipe);

    /// <summary>Reads the configuration of a checkpoint.</summary>
    /// <param name="path">The checkpoint, for messages.</param>
    /// <param name="json">The result of <see cref="Checkpoint.ReadConfiguration"/>.</param>
    /// <exception cref="DataFormatException">It is damaged, or not that of a contrastive run.</exception>
    public static ContrastiveConfiguration Parse(string path, string json) => Parse(path, json, ContrastiveRecipes.All);

    /// <inheritdoc/>
    public override RunConfiguration Read(string path, string json) => Parse(path, json, [Recipe]);

    /// <inheritdoc/>
    public override RunConfiguration With(string path, string json) =>
        ConfigurationJson.ReadSettings(path, json, ContrastiveJson.Default.ContrastiveConfiguration, this, Defaults);

    private static ContrastiveConfiguration Parse(string path, string json, IReadOnlyList<string> recipes) =>
        ConfigurationJson.Read(path, json, ContrastiveJson.Default.ContrastiveConfiguration, Defaults, recipes, MoveImageInput);

    /// <summary>Earlier versions wrote the input of the image encoder beside the other settings of its side.</summary>
    private static void MoveImageInput(JsonObject configuration)
    {
        if (configuration[nameof(Cmr)] is not JsonObject side || side.ContainsKey(nameof(CmrSideOptions.Input))) return;
        var input = new JsonObject();
        foreach (var (from, to) in new[]
        {
            (nameof(CmrInput.Size), nameof(CmrInput.Size)), ("RegionOfInterest", nameof(CmrInput.CropToRegionOfInterest)),
            (nameof(CmrInput.Channels), nameof(CmrInput.Channels)),
        })
        {
            if (!side.Remove(from, out var value)) continue;
            input[to] = value;
        }
        side[nameof(CmrSideOptions.Input)] = input;
    }
}

/// <summary>JSON of the configuration, generated at compile time for trimmed programs.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ContrastiveConfiguration))]
internal sealed partial class ContrastiveJson : JsonSerializerContext;
