using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>How long and in which portions: the options that every training has.</summary>
internal sealed class TrainingOptionSet
{
    private readonly Option<int?> _epochs;
    private readonly Option<int?> _batchSize;
    private readonly Option<int?> _accumulation = Setting.Of<int?>(
        "--accumulation", "Steps whose gradients make one update. [default: 1]", "N");
    private readonly Option<int?> _patience = Setting.Of<int?>(
        "--patience", "Epochs without improvement after which training stops; -1 for never. [default: -1]", "N");
    private readonly Option<double?> _maxDelta = Setting.Of<double?>(
        "--max-delta", "How far below the best an epoch may be and count as no worse. [default: 0]", "X");
    private readonly Option<int?> _keepBest = Setting.Of<int?>(
        "--keep-best", "How many of the best epochs keep a checkpoint. [default: 5]", "N");
    private readonly Option<double?> _clip = Setting.Of<double?>("--clip", "Largest norm of all gradients together.", "X");
    private readonly Option<int?> _checkpointSteps = Setting.Of<int?>(
        "--checkpoint-steps", "Steps between two checkpoints within an epoch; 0 for none. [default: 0]", "N");
    private readonly Option<bool> _guard = Setting.Switch("--guard", "Look at every operator's numbers for NaN and infinity; slower.");
    private readonly Option<ulong?> _seed = Setting.Of<ulong?>(
        "--seed", "Seed of all random numbers; the same seed gives the same run. [default: 0]", "N");

    /// <param name="command">Gets the options.</param>
    /// <param name="defaults">What holds where nothing is given, for the help.</param>
    public TrainingOptionSet(Command command, TrainingOptions defaults)
    {
        _epochs = Setting.Of<int?>("--epochs", $"Passes over the training data. [default: {defaults.Epochs}]", "N");
        _batchSize = Setting.Of<int?>("--batch-size", $"Samples per step. [default: {defaults.BatchSize}]", "N");
        foreach (var option in (Option[])
            [_epochs, _batchSize, _accumulation, _clip, _patience, _maxDelta, _keepBest, _checkpointSteps, _guard, _seed])
            command.Add(option);
    }

    /// <summary>The settings.</summary>
    /// <param name="line">What was given.</param>
    /// <param name="others">What holds where nothing was given.</param>
    public TrainingOptions Read(CommandResult line, TrainingOptions others) => others with
    {
        Epochs = line.GetValue(_epochs) ?? others.Epochs,
        BatchSize = line.GetValue(_batchSize) ?? others.BatchSize,
        AccumulationSteps = line.GetValue(_accumulation) ?? others.AccumulationSteps,
        ClipNorm = line.GetValue(_clip) ?? others.ClipNorm,
        Patience = line.GetValue(_patience) ?? others.Patience,
        MaximumDelta = line.GetValue(_maxDelta) ?? others.MaximumDelta,
        KeepBest = line.GetValue(_keepBest) ?? others.KeepBest,
        CheckpointSteps = line.GetValue(_checkpointSteps) ?? others.CheckpointSteps,
        Seed = line.GetValue(_seed) ?? others.Seed,
        GuardNonFinite = line.GetValue(_guard) || others.GuardNonFinite,
    };
}
