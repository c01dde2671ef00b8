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

    /// <summary>How many of the best epochs keep a checkpoint.</summary>
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
        if (Epochs < 1) throw new ArgumentException($"epochs must be at least 1, not {Epochs}");
        if (BatchSize < 1) throw new ArgumentException($"the batch size must be at least 1, not {BatchSize}");
        if (AccumulationSteps < 1) throw new ArgumentException($"accumulation steps must be at least 1, not {AccumulationSteps}");
        if (ClipNorm is <= 0) throw new ArgumentException($"the maximum gradient norm must be positive, not {ClipNorm}");
        if (KeepBest < 0) throw new ArgumentException($"the number of best checkpoints must be at least 0, not {KeepBest}");
        if (CheckpointSteps < 0) throw new ArgumentException($"steps between checkpoints must be at least 0, not {CheckpointSteps}");
    }
}
