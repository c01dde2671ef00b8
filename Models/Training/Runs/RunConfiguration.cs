using System.Text.Json.Serialization;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Studies;

namespace EcgCmrNative.Models.Training.Runs;

/// <summary>
/// Everything that a run was started with. Every checkpoint holds it as JSON, and a run is resumed only with the same one, but for the
/// <see cref="Changeable"/> settings. A recipe's configuration derives from it and adds its own settings.
/// </summary>
public abstract record RunConfiguration
{
    /// <summary>
    /// Settings that a run may be resumed with other values of, by the path of the property: those that help a run that diverged.
    /// </summary>
    internal static readonly IReadOnlySet<string> Changeable = new HashSet<string>(StringComparer.Ordinal)
    {
        "Training.ClipNorm", LearningRateSetting, "Options.BaseLearningRate", "Options.MinimumLearningRate", "Options.HeadLearningRate",
        "Ecg.LearningRate", "Cmr.LearningRate",
    };

    /// <summary>The path of the property of <see cref="PeakLearningRate"/>.</summary>
    internal const string LearningRateSetting = "Options.LearningRate";

    /// <summary>The recipe, by the name that <see cref="IRecipe{TBatch}.Name"/> has.</summary>
    [JsonPropertyOrder(-1)]
    public abstract string Recipe { get; init; }

    /// <summary>Epochs, batch size, seed and checkpoint settings.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Leads of the ECGs, in order; empty without ECGs.</summary>
    public IReadOnlyList<string> Leads { get; init; } = [];

    /// <summary>How the ECGs were prepared, for inference to do the same; null without ECGs.</summary>
    public EcgPreparation? Preparation { get; init; }

    /// <summary>
    /// How the images were prepared, for inference to do the same. A run records it when it starts; null without images, and in
    /// checkpoints of earlier versions.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CmrPreparation? ImagePreparation { get; init; }

    /// <summary>The stores that the run was started on; empty in checkpoints of earlier versions.</summary>
    public IReadOnlyList<StoreFingerprint> Stores { get; init; } = [];

    /// <summary>The content of the <see cref="InputFiles"/>; empty in checkpoints of earlier versions.</summary>
    public IReadOnlyList<FileFingerprint> Files { get; init; } = [];

    /// <summary>Rows (for pairs: people) of the validation set, on which epochs are compared.</summary>
    public IReadOnlyList<int> ValidationRows { get; init; } = [];

    /// <summary>Rows (for pairs: people) of the test set, which the run does not use.</summary>
    public IReadOnlyList<int> TestRows { get; init; } = [];

    /// <summary>
    /// The arithmetic of the device that the run was computed on last (<see cref="Kernels.Devices.Device.Arithmetic"/>); null in
    /// checkpoints of earlier versions.
    /// </summary>
    public string? Arithmetic { get; init; }

    /// <summary>The settings that were changed when the run was resumed, in the order of the changes.</summary>
    public IReadOnlyList<SettingChange> Changes { get; init; } = [];

    /// <summary>The largest learning rate of the schedule.</summary>
    [JsonIgnore]
    public abstract double PeakLearningRate { get; }

    /// <summary>Runs or files that the first weights come from.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> StartingWeights => [];

    /// <summary>
    /// Files that the run reads throughout, each with the path of its setting in the configuration. A resumed run compares their content
    /// and not their place.
    /// </summary>
    [JsonIgnore]
    public virtual IReadOnlyList<(string Setting, string Path)> InputFiles => [];

    /// <summary>The labels that the run learns; empty for none.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> LearnedLabels => [];

    /// <summary>The rows of the training set: those that are not held out.</summary>
    /// <param name="count">Number of rows.</param>
    public IReadOnlyList<int> TrainingRows(int count) => [.. Enumerable.Range(0, count).Except(ValidationRows).Except(TestRows)];

    /// <summary>Refuses data without the rows that the configuration of a checkpoint holds out.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="count">Number of rows of the data.</param>
    /// <exception cref="Data.Files.DataFormatException">A row that is held out is not in the data.</exception>
    public void RequireRows(string path, int count)
    {
        if (ValidationRows.Concat(TestRows).Append(0).Max() is var last && last >= count)
            throw new Data.Files.DataFormatException(
                path, null,
                $"the checkpoint's configuration holds out row {last}, but the data have {count} rows, counted from 0; give the data of "
                + "the run, or another checkpoint if this one was changed");
    }

    /// <summary>
    /// The same with a warm-up of at most a tenth of the epochs: what a run with fewer epochs than the published ones has, unless its
    /// warm-up is given.
    /// </summary>
    public abstract RunConfiguration WithShortWarmup();

    /// <summary>The configuration as JSON.</summary>
    public abstract string ToJson();

    /// <summary>Reads a configuration of the same recipe.</summary>
    /// <param name="path">The checkpoint that it comes from, for messages.</param>
    /// <param name="json">Its JSON.</param>
    /// <exception cref="Data.Files.DataFormatException">It is damaged, or a configuration of another recipe.</exception>
    public abstract RunConfiguration Read(string path, string json);

    /// <summary>
    /// This configuration with settings that a person wrote: any part of one in JSON, such as <see cref="RunFolder.ConfigurationFile"/> of
    /// another run. What is missing stays as it is. The rows that the
    /// other run held out and the fingerprints of its stores are taken over as well, see <see cref="HeldOutRows.Of"/>.
    /// </summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="json">The settings.</param>
    /// <exception cref="Data.Files.DataFormatException">
    /// It is not JSON, has a name that is not a setting, or settings of another recipe or kind of data.
    /// </exception>
    public abstract RunConfiguration With(string path, string json);

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
            Stores = data.Fingerprints(configuration.LearnedLabels),
            ValidationRows = held.Validation,
            TestRows = held.Test,
        });
    }
}
