using System.Text.Json;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Models.Training.FineTuning;

/// <summary>Everything that a run of fine-tuning was started with.</summary>
public sealed record FineTuningConfiguration : RunConfiguration
{
    /// <summary>Makes the choice of labels independent of the choice of the held-out people.</summary>
    private const ulong LabelSeed = 0x6C6162656C73;

    private static readonly FineTuningConfiguration Defaults = new()
    {
        Ecg = new EcgSideOptions(),
        Cmr = new CmrSideOptions(),
        Preparation = new EcgPreparation(),
        ImagePreparation = new CmrPreparation(),
    };

    /// <summary>The recipe: always <c>finetune</c>.</summary>
    public override string Recipe { get; init; } = FineTuningRecipe.RecipeName;

    /// <summary>Settings of targets, loss and optimisation.</summary>
    public FineTuningOptions Options { get; init; } = new();

    /// <summary>The ECG encoder and its windows; null to predict from images.</summary>
    public EcgSideOptions? Ecg { get; init; }

    /// <summary>The image encoder and its images; null to predict from ECGs.</summary>
    public CmrSideOptions? Cmr { get; init; }

    /// <summary>The defaults, which differ from those of pre-training: a small batch, pooling by attention, early stopping.</summary>
    /// <param name="ofImages">Whether predictions are made from images, not from ECGs.</param>
    public static FineTuningConfiguration Default(bool ofImages) => new()
    {
        Training = new TrainingOptions { Epochs = 50, BatchSize = 32, Patience = 10, KeepBest = 1 },
        Ecg = ofImages ? null : new EcgSideOptions { Pooling = TokenPooling.Attention, Strength = AugmentationStrength.FineTuning },
        Cmr = ofImages ? new CmrSideOptions { Strength = "geometry" } : null,
    };

    /// <inheritdoc/>
    [JsonIgnore]
    public override double PeakLearningRate => Options.PeakLearningRate(Training);

    /// <summary>The run or file that the encoder's first weights come from; null for new weights.</summary>
    [JsonIgnore]
    public string? Weights => Ecg?.Weights ?? Cmr?.Weights;

    /// <summary>Whether only the head is trained.</summary>
    [JsonIgnore]
    public bool IsFrozen => Ecg?.Frozen ?? Cmr?.Frozen ?? false;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> StartingWeights => Weights is { } weights ? [weights] : [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> LearnedLabels =>
        [.. Options.Targets.SelectMany(target => target.TimeName is { } time ? new[] { target.Name, time } : [target.Name])];

    /// <summary>The rows whose labels are used: those of the training set, or of a share of its people.</summary>
    /// <param name="records">All rows.</param>
    public IReadOnlyList<int> LabelledRows(IReadOnlyList<CohortRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var rows = TrainingRows(records.Count);
        if (Options.LabelFraction == 1) return rows;
        var people = rows.Select(row => records[row].Patient).Distinct()
            .OrderBy(person => PatientSplit.Place(person, Training.Seed ^ LabelSeed)).ThenBy(person => person, StringComparer.Ordinal)
            .ToArray();
        var kept = people.Take((int)Math.Ceiling(people.Length * Options.LabelFraction)).ToHashSet(StringComparer.Ordinal);
        return [.. rows.Where(row => kept.Contains(records[row].Patient))];
    }

    /// <summary>Checks all settings, and that the batches fit into memory.</summary>
    /// <param name="leads">Leads of the recordings.</param>
    /// <exception cref="ArgumentException">A value is out of range, or values do not fit each other; the message names it.</exception>
    public void Validate(int leads)
    {
        Options.Validate(Training);
        Cmr?.Validate();
        Ecg?.Validate(leads);
        if (Ecg is not null) TrainingMemory.RequireEcgs(Training, leads, Ecg.Window);
        if (Cmr is null) return;
        TrainingMemory.RequireImages(Training, Cmr.EncoderChannels, Cmr.Input.Size);
        if (Options.DropsPatches) throw new ArgumentException("images have no patches that can be dropped", nameof(Options.DropPatches));
        if (Options.CutMix > 0) throw new ArgumentException("CutMix is for ECGs only", nameof(Options.CutMix));
    }

    /// <inheritdoc/>
    public override RunConfiguration WithShortWarmup() =>
        this with { Options = Options with { WarmupEpochs = Math.Min(Options.WarmupEpochs, Training.Epochs / 10.0) } };

    /// <inheritdoc/>
    public override string ToJson() => JsonSerializer.Serialize(this, FineTuningJson.Default.FineTuningConfiguration);

    /// <summary>Reads the configuration of a checkpoint.</summary>
    /// <param name="path">The checkpoint, for messages.</param>
    /// <param name="json">The result of <see cref="Checkpoint.ReadConfiguration"/>.</param>
    /// <exception cref="DataFormatException">It is damaged, or a configuration of another recipe.</exception>
    public static FineTuningConfiguration Parse(string path, string json)
    {
        var configuration = ConfigurationJson.Read(
            path, json, FineTuningJson.Default.FineTuningConfiguration, Defaults, [FineTuningRecipe.RecipeName]);
        // JSON is checked for missing values, but not inside of lists.
        if (configuration.Options.Targets.Select(target => target is null ? "a target is null" : target.Refusal())
            .FirstOrDefault(refusal => refusal is not null) is { } invalid)
            throw new DataFormatException(path, null, $"the checkpoint's configuration cannot be read: {invalid}");
        return configuration;
    }

    /// <inheritdoc/>
    public override RunConfiguration Read(string path, string json) => Parse(path, json);

    /// <inheritdoc/>
    public override RunConfiguration With(string path, string json) =>
        ConfigurationJson.ReadSettings(path, json, FineTuningJson.Default.FineTuningConfiguration, this, Defaults);

    /// <summary>Sets the encoder's input, so that checkpoints describe it.</summary>
    internal void Describe(Encoder encoder)
    {
        if (encoder is Encoders.Ecg.EcgEncoder ecg) ecg.Input = new EcgInput(Leads, Ecg!.Window, Preparation);
        if (encoder is Encoders.Cmr.CmrEncoder cmr) cmr.Input = Cmr!.Input;
    }
}

/// <summary>JSON of the configuration, generated at compile time for trimmed programs.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(FineTuningConfiguration))]
internal sealed partial class FineTuningJson : JsonSerializerContext;
