using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.FineTuning;
using EcgCmrNative.Tests.Data.Files;

namespace EcgCmrNative.Tests.Models.Training.FineTuning;

/// <summary>
/// A small store of synthetic ECGs whose labels can be seen in every window: <see cref="Inverted"/> T waves, the <see cref="Axis"/> of QRS,
/// and <see cref="Death"/>, which is the earlier the further the axis is turned. The first two people have two recordings each.
/// </summary>
internal sealed class LabelledStore : IDisposable
{
    public const int Recordings = 48;

    public const string Inverted = "T_inverted";
    public const string Axis = "axis_degrees";
    public const string Death = "death:years";
    public const string Grade = "grade";

    /// <summary>Rows of the validation set, of other people than the training set.</summary>
    public static readonly int[] Validation = [.. Enumerable.Range(32, 14)];

    /// <summary>Rows of the test set.</summary>
    public static readonly int[] Test = [46, 47];

    private static readonly string[] Labels = [Inverted, Axis, "death", "years", Grade];

    public LabelledStore()
    {
        new EcgStoreWriter { Preparation = new EcgPreparation { WindowSamples = 500, Cleaning = null }, LabelNames = Labels }.Write(
            Folder["store"],
            [.. Enumerable.Range(0, Recordings).Select(i => new EcgSource(
                new CohortRecord($"ecg{i}", $"p{(i is 1 or 3 ? i - 1 : i)}", LabelsOf(i)), () => Recording(i)))]);
        Ecgs = EcgStore.Open(Folder["store"]);
    }

    public TemporaryFolder Folder { get; } = new();

    public EcgStore Ecgs { get; }

    /// <summary>A recording of one second. At 150 beats per minute, each window of 200 samples shows all of a beat.</summary>
    public static EcgRecording Recording(int i, double seconds = 1) => SyntheticEcg.Record(
        new EcgModel
        {
            Rhythm = new HeartRhythm { HeartRateBpm = 150 },
            TMillivolts = i % 2 == 1 ? -0.6 : 0.6,
            QrsAxisDegrees = AxisOf(i),
        },
        seed: 5, number: i, seconds: seconds);

    public static FineTuningConfiguration Small(EcgStore store, params string[] targets)
    {
        var configuration = new FineTuningConfiguration
        {
            Ecg = new EcgSideOptions { Preset = "pluto", Window = 200, PatchSamples = 50, PatchLeads = 6, Augment = false },
            Training = new TrainingOptions { Epochs = 8, BatchSize = 8, KeepBest = 1, Seed = 5 },
            Leads = Enum.GetNames<Lead>(),
            Preparation = store.Manifest.Preparation,
            ValidationRows = Validation,
            TestRows = Test,
        };
        return configuration with
        {
            Options = new FineTuningOptions
            {
                LearningRate = 1e-3,
                WarmupEpochs = 1,
                Targets = Describe(targets, store, configuration.LabelledRows(store.Records)),
            },
        };
    }

    public static PredictionTarget[] Describe(string[] targets, PreparedStore store, IReadOnlyList<int> training) =>
        [.. TargetColumns.Describe(targets, store.Manifest.LabelNames, store.Records, training).Select(target => target.Target)];

    /// <summary>Trains to the end, or until it is cancelled.</summary>
    public static TrainingState Train(
        Device device, PreparedStore store, FineTuningConfiguration configuration, RunFolder run, ITrainingProgress? progress = null,
        CancellationToken cancellation = default, bool resume = false)
    {
        var recipe = new FineTuningRecipe(device, store, configuration);
        var trainer = new Trainer<FineTuningBatch>(recipe, configuration.Training, run, configuration.ToJson(), progress);
        if (resume) trainer.Resume();
        else recipe.LoadStartingWeights();
        return trainer.Run(cancellation);
    }

    public void Dispose()
    {
        Ecgs.Dispose();
        Folder.Dispose();
    }

    private static double AxisOf(int i) => -40 + 160 * (i * 0.618 % 1);

    private static float[] LabelsOf(int i)
    {
        // Who is observed for less than the time to the event is censored; some times and grades are missing.
        var (years, observed) = (10 - AxisOf(i) / 15, 3 + i * 0.37 % 8);
        return
        [
            i % 2, (float)AxisOf(i), years <= observed ? 1 : 0, i % 11 == 10 ? float.NaN : (float)Math.Min(years, observed),
            i % 7 == 3 ? float.NaN : i % 3,
        ];
    }
}
