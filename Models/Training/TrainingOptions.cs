namespace EcgCmrNative.Models.Training;

/// <summary>How long and in which portions a recipe is trained.</summary>
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

    /// <summary>How far below the best the criterion may be and still count as no worse.</summary>
    public double MaximumDelta { get; init; }

    /// <summary>How many of the best epochs keep a checkpoint.</summary>
    public int KeepBest { get; init; } = 5;

    /// <summary>Updates between two checkpoints within an epoch; 0 for one at the end of every epoch only.</summary>
    public int CheckpointSteps { get; init; }

    /// <summary>Seed of all random numbers.</summary>
    public ulong Seed { get; init; }

    /// <summary>Watches every operator for numbers that are not finite; slower.</summary>
    public bool GuardNonFinite { get; init; }

    /// <summary>Share of all updates of a training that are done, 0 to 1.</summary>
    /// <param name="samples">Training samples.</param>
    /// <param name="updates">Updates so far.</param>
    internal double Progress(int samples, long updates)
    {
        var steps = (samples + BatchSize - 1) / BatchSize;
        var perEpoch = (steps + AccumulationSteps - 1) / AccumulationSteps;
        return Math.Min(1, (double)updates / ((long)perEpoch * Epochs));
    }

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentException">Which.</exception>
    public void Validate()
    {
        if (Epochs < 1) throw new ArgumentException($"{Epochs} epochs: at least 1");
        if (BatchSize < 1) throw new ArgumentException($"batch size {BatchSize}: at least 1");
        if (AccumulationSteps < 1) throw new ArgumentException($"{AccumulationSteps} accumulation steps: at least 1");
        if (ClipNorm is <= 0) throw new ArgumentException($"a largest gradient norm of {ClipNorm}: has to be positive");
        if (KeepBest < 0) throw new ArgumentException($"{KeepBest} best checkpoints: at least 0");
        if (CheckpointSteps < 0) throw new ArgumentException($"a checkpoint every {CheckpointSteps} steps: at least 0");
    }
}
