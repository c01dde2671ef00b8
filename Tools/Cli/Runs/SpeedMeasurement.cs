using System.Diagnostics;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Runs;

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

    /// <summary>The configuration with as many epochs as fit into a time, and a warm-up that fits to them.</summary>
    /// <param name="minutes">The time.</param>
    /// <param name="terminal">Shows that something is measured, and the result.</param>
    /// <param name="configuration">The settings, with the rows that are held out.</param>
    /// <param name="rows">Number of rows of the data.</param>
    /// <param name="create">Makes the recipe of a configuration.</param>
    /// <param name="cancellation">Stops the measurement.</param>
    public static T Fit<T, TBatch>(
        double minutes, Terminal terminal, T configuration, int rows, Func<T, IRecipe<TBatch>> create, CancellationToken cancellation)
        where T : RunConfiguration
    {
        var training = configuration.TrainingRows(rows);
        var measured = training.Take(Batches * configuration.Training.BatchSize).ToArray();
        var few = (T)(configuration with
        {
            TestRows = [.. configuration.TestRows, .. training.Skip(measured.Length)],
            Training = configuration.Training with { Epochs = 2 },
        }).WithShortWarmup();
        var measurement = new SpeedMeasurement();
        ProgressDisplay.Run(terminal, "measuring the speed of this machine", _ =>
            new Trainer<TBatch>(create(few), few.Training, progress: measurement).Run(cancellation));
        cancellation.ThrowIfCancellationRequested();
        var whole = (double)training.Count / measured.Length * measurement._trainingSeconds
            + Math.Max(0, measurement._epochSeconds - measurement._trainingSeconds);
        var epochs = Math.Max(LeastEpochs, (int)(60 * minutes / whole));
        terminal.Say(FormattableString.Invariant(
            $"--epochs {epochs}: what fits into {minutes:0.###} minutes at {whole:0.##} s per epoch; the same number gives the same run"));
        return (T)(configuration with { Training = configuration.Training with { Epochs = epochs } }).WithShortWarmup();
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
