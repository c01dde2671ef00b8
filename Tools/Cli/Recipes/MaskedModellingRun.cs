using System.Security.Cryptography;
using System.Text;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Evaluation.Reconstruction;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>One run of masked data modelling in its folder, from its settings to its best checkpoint.</summary>
internal sealed class MaskedModellingRun
{
    /// <summary>What is shown of an epoch.</summary>
    public static readonly IReadOnlyList<MetricColumn> Columns =
    [
        new("train loss", "train_loss", "F4"), new("train NCC", "train_ncc", "F4"), new("held-out loss", "val_loss", "F4"),
        new("held-out NCC", "val_ncc", "F4"), .. MetricColumn.Ending,
    ];

    private readonly RunFolder _folder;

    /// <param name="device">Where to compute.</param>
    /// <param name="store">The data.</param>
    /// <param name="configuration">All settings.</param>
    /// <param name="folder">Where checkpoints and logs go.</param>
    /// <exception cref="ArgumentException">Settings that do not fit each other or the store.</exception>
    public MaskedModellingRun(Device device, EcgStore store, MaskedModellingConfiguration configuration, RunFolder folder)
    {
        _folder = folder;
        (Device, Store, Configuration) = (device, store, configuration);
        TrainingRows = configuration.TrainingRows(store.Count);
        Recipe = new MaskedModellingRecipe(
            device, store, TrainingRows, configuration.ValidationRows, configuration.Options, configuration.Training);
    }

    public Device Device { get; }

    public EcgStore Store { get; }

    public MaskedModellingConfiguration Configuration { get; }

    /// <summary>The rows that are not held out.</summary>
    public IReadOnlyList<int> TrainingRows { get; }

    public MaskedModellingRecipe Recipe { get; }

    /// <summary>Every epoch in the log.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> Epochs => _folder.ReadEpochs();

    /// <summary>The configuration of a new run.</summary>
    public static MaskedModellingConfiguration Configure(
        EcgStore store, MaskedModellingOptions options, TrainingOptions training, HeldOutRows held) => new()
        {
            Options = options,
            Training = training,
            Leads = store.Manifest.Leads,
            Preparation = store.Manifest.Preparation,
            SamplesSha256 = SamplesSha256(store),
            ValidationRows = held.Validation,
            TestRows = held.Test,
        };

    /// <inheritdoc cref="TrainingRun.Train"/>
    public TrainingState Train(
        Terminal terminal, bool resume, CancellationToken cancellation, string continuation = TrainingRun.SameCommand)
    {
        SeenPeople.Write(_folder, resume, TrainingRows.Select(row => Store.Rows[row].Patient));
        return TrainingRun.Train(
            terminal, Recipe, Configuration.Training, Configuration.ToJson(), _folder, Columns, resume, cancellation, continuation);
    }

    /// <summary>How well the masked parts of held-out recordings are reconstructed, beside two baselines.</summary>
    public ReconstructionReport Score() => Recipe.ScoreReconstruction(Configuration.ValidationRows, seed: Configuration.Training.Seed);

    /// <summary>The settings of a run that is to go on, for the data it was started on.</summary>
    /// <exception cref="DataFormatException">The run is of other data.</exception>
    public static MaskedModellingConfiguration Reopen(RunFolder folder, EcgStore store)
    {
        var path = folder.File(RunFolder.LastCheckpoint);
        var configuration = MaskedModellingConfiguration.Parse(path, Checkpoint.ReadConfiguration(path));
        if (configuration.Preparation != store.Manifest.Preparation || !configuration.Leads.SequenceEqual(store.Manifest.Leads))
            throw new DataFormatException(
                path, null, "the run was started on data that were prepared differently; resume it with its own store");
        // Runs that were started before the checksum was kept have none.
        if (configuration.SamplesSha256.Length > 0 && configuration.SamplesSha256 != SamplesSha256(store))
            throw new DataFormatException(path, null, "the run was started on other recordings; resume it with its own store");
        if (configuration.ValidationRows.Concat(configuration.TestRows).Any(row => row < 0 || row >= store.Count))
            throw new DataFormatException(
                path, null, $"the run holds out rows that a store of {store.Count} does not have; resume it with its own store");
        return configuration;
    }

    /// <summary>One checksum of all samples in their order; labels may be added to a store while a run pauses.</summary>
    private static string SamplesSha256(EcgStore store) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(store.Manifest.BlockSha256))));
}
