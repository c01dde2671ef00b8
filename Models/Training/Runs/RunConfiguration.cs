using System.Text.Json.Serialization;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Models.Training.Runs;

/// <summary>
/// Everything that a run was started with. Every checkpoint holds it as JSON, and a run is resumed only with the same one. A recipe's
/// configuration derives from it and adds its own settings.
/// </summary>
/// <remarks>A list that is not in the JSON is read as null by the generated code, not as its initial value; it is empty then.</remarks>
public abstract record RunConfiguration
{
    /// <summary>The recipe, by the name that <see cref="IRecipe{TBatch}.Name"/> has.</summary>
    [JsonPropertyOrder(-1)]
    public abstract string Recipe { get; init; }

    /// <summary>Epochs, batch size, seed and checkpoint settings.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Leads of the ECGs, in order; empty without ECGs.</summary>
    public IReadOnlyList<string> Leads { get => field ?? []; init; } = [];

    /// <summary>How the ECGs were prepared, for inference to do the same; null without ECGs.</summary>
    public EcgPreparation? Preparation { get; init; }

    /// <summary>The stores that the run was started on; empty in checkpoints of earlier versions.</summary>
    public IReadOnlyList<StoreFingerprint> Stores { get => field ?? []; init; } = [];

    /// <summary>Rows (for pairs: people) of the validation set, on which epochs are compared.</summary>
    public IReadOnlyList<int> ValidationRows { get => field ?? []; init; } = [];

    /// <summary>Rows (for pairs: people) of the test set, which the run does not use.</summary>
    public IReadOnlyList<int> TestRows { get => field ?? []; init; } = [];

    /// <summary>Runs or files that the first weights come from.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> StartingWeights => [];

    /// <summary>The label that the run learns; null for none.</summary>
    [JsonIgnore]
    public virtual string? Label => null;

    /// <summary>The rows of the training set: those that are not held out.</summary>
    /// <param name="count">Number of rows.</param>
    public IReadOnlyList<int> TrainingRows(int count) => [.. Enumerable.Range(0, count).Except(ValidationRows).Except(TestRows)];

    /// <summary>The configuration as JSON.</summary>
    public abstract string ToJson();

    /// <summary>Reads a configuration of the same recipe.</summary>
    /// <param name="path">The checkpoint that it comes from, for messages.</param>
    /// <param name="json">Its JSON.</param>
    /// <exception cref="Data.Files.DataFormatException">It is damaged, or a configuration of another recipe.</exception>
    protected internal abstract RunConfiguration Read(string path, string json);

    /// <summary>The same configuration for some data.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="data">The data.</param>
    /// <param name="held">Its rows that are held out.</param>
    public static T On<T>(T configuration, TrainingData data, HeldOutRows held)
        where T : RunConfiguration
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(held);
        RunConfiguration settings = configuration;
        return (T)(settings with
        {
            Leads = data.Leads,
            Preparation = data.Preparation,
            Stores = data.Fingerprints(configuration.Label),
            ValidationRows = held.Validation,
            TestRows = held.Test,
        });
    }
}
