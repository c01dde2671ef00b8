using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Evaluation.Reconstruction;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Runs;

/// <summary>A run of masked data modelling with what its report shows.</summary>
internal sealed class MaskedModellingRun
{
    private readonly TrainingRun _run;

    /// <param name="device">The device that computes.</param>
    /// <param name="store">The data.</param>
    /// <param name="run">The run, started or resumed.</param>
    /// <exception cref="ArgumentException">Settings that do not fit each other or the store.</exception>
    public MaskedModellingRun(Device device, EcgStore store, TrainingRun run)
    {
        (_run, Device, Store, Configuration) = (run, device, store, (MaskedModellingConfiguration)run.Configuration);
        Recipe = MaskedModellingRecipe.Create(device, store, Configuration);
    }

    public Device Device { get; }

    public EcgStore Store { get; }

    public MaskedModellingConfiguration Configuration { get; }

    public MaskedModellingRecipe Recipe { get; }

    /// <summary>Every epoch in the log.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> Epochs => _run.Folder.ReadEpochs();

    /// <inheritdoc cref="TerminalTraining.Train"/>
    public TrainingState Train(Terminal terminal, CancellationToken cancellation, string continuation = TerminalTraining.SameCommand)
    {
        terminal.Say(
            $"{Configuration.Options.Preset} on {Device.Name}: {Recipe.SampleCount} training recordings, "
            + $"{Configuration.ValidationRows.Count} for validation, "
            + $"learning rate {Configuration.Options.PeakLearningRate(Configuration.Training):0.##e+0}");
        return TerminalTraining.Train(terminal, _run, Recipe, EpochColumns.MaskedModelling, cancellation, continuation);
    }

    /// <summary>How well the masked parts of held-out recordings are reconstructed, compared with two baselines.</summary>
    public ReconstructionReport Score() => Recipe.ScoreReconstruction(Configuration.ValidationRows, seed: Configuration.Training.Seed);
}
