using System.Diagnostics;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;

namespace EcgCmrNative.Cli.Runs;

/// <summary>Finds out how many epochs fit into a time, by training a few steps on this machine.</summary>
internal sealed class SpeedMeasurement : ITrainingProgress
{
    private const int Batches = 3;
    private const int LeastEpochs = 4;

    private readonly Stopwatch _watch = new();
    private double _epochSeconds;
    private double _trainingSeconds;

    private SpeedMeasurement()
    {
    }

    /// <summary>Epochs of a run that fit into a time.</summary>
    public static int EpochsIn(
        TimeSpan time, Terminal terminal, Device device, EcgStore store, MaskedModellingConfiguration configuration,
        CancellationToken cancellation)
    {
        var rows = configuration.TrainingRows(store.Count);
        var samples = Math.Min(Batches * configuration.Training.BatchSize, rows.Count);
        var training = configuration.Training with { Epochs = 2 };
        var measurement = new SpeedMeasurement();
        var recipe = new MaskedModellingRecipe(
            device, store, [.. rows.Take(samples)], configuration.ValidationRows, configuration.Options with { WarmupEpochs = 0 },
            training);
        ProgressDisplay.Run(terminal, "measuring the speed of this machine", _ =>
            new Trainer<EcgBatch>(recipe, training, progress: measurement).Run(cancellation));
        cancellation.ThrowIfCancellationRequested();
        var whole = (double)rows.Count / samples * measurement._trainingSeconds
            + Math.Max(0, measurement._epochSeconds - measurement._trainingSeconds);
        return Math.Max(LeastEpochs, (int)(time.TotalSeconds / whole));
    }

    /// <inheritdoc/>
    public void Step(in TrainingStep step)
    {
    }

    /// <summary>The last epoch counts: by then everything is compiled.</summary>
    public void Epoch(TrainingEpoch epoch)
    {
        _epochSeconds = _watch.Elapsed.TotalSeconds;
        _trainingSeconds = epoch.Metrics["train_seconds"];
        _watch.Restart();
    }
}
