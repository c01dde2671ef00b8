namespace EcgCmrNative.Models.Training;

/// <summary>Epochs, batch size and checkpoint settings of a training.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training data.</summary>
    public int Epochs { get; init; } = 400;

    /// <summary>Samples per step of the tape.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Batches whose gradients are averaged into one update.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>Largest L2 norm of all gradients together; null for no limit.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Epochs without improvement after which training stops; −1 for never.</summary>
    public int Patience { get; init; } = -1;

    /// <summary>Distance below the best within which the criterion does not count as worse.</summary>
    public double MaximumDelta { get; init; }

    /// <summary>How many of the best epochs keep a checkpoint; 0 for none, so that only that of the last epoch is kept.</summary>
    public int KeepBest { get; init; } = 5;

    /// <summary>Updates between two checkpoints within an epoch; 0 for one at the end of every epoch only.</summary>
    public int CheckpointSteps { get; init; }

    /// <summary>Seed of all random numbers.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks the result of every operator for NaN and infinity; slower.</summary>
    public bool GuardNonFinite { get; init; }

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        SettingRange.AtLeast(Epochs, 1, "the number of epochs", nameof(Epochs));
        SettingRange.AtLeast(BatchSize, 1, "the batch size", nameof(BatchSize));
        SettingRange.AtLeast(AccumulationSteps, 1, "the number of accumulation steps", nameof(AccumulationSteps));
        if (ClipNorm is { } norm) SettingRange.Positive(norm, "the maximum gradient norm", nameof(ClipNorm));
        SettingRange.AtLeast(Patience, -1, "the patience", nameof(Patience));
        SettingRange.AtLeast(MaximumDelta, 0, "the maximum delta", nameof(MaximumDelta));
        SettingRange.AtLeast(KeepBest, 0, "the number of best checkpoints", nameof(KeepBest));
        SettingRange.AtLeast(CheckpointSteps, 0, "the number of steps between checkpoints", nameof(CheckpointSteps));
    }
}
