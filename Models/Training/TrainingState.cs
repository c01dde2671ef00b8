namespace EcgCmrNative.Models.Training;

/// <summary>The state of training. With the values of model and optimisers it continues as if it had not been interrupted.</summary>
public sealed record TrainingState
{
    /// <summary>The epoch that is next, or under way.</summary>
    public int Epoch { get; set; }

    /// <summary>Batches of it that are done.</summary>
    public int Step { get; set; }

    /// <summary>Batches done in all.</summary>
    public long TotalSteps { get; set; }

    /// <summary>Seed of all random numbers, the order of the data among them.</summary>
    public ulong Seed { get; set; }

    /// <summary>Training time so far, over all runs.</summary>
    public double ElapsedSeconds { get; set; }

    /// <summary>Best value of the criterion; null before the first.</summary>
    public double? Best { get; set; }

    /// <summary>Epochs waited for an improvement.</summary>
    public int Waited { get; set; }

    /// <summary>True once training has come to its end.</summary>
    public bool Finished { get; set; }

    /// <summary>The best epochs that have a checkpoint, best first.</summary>
    public List<BestCheckpoint> BestCheckpoints { get; init; } = [];

    /// <summary>The best epoch that has a checkpoint, counted from 0; null if none has.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int? BestEpoch => BestCheckpoints is [var best, ..] ? best.Epoch : null;

    /// <summary>Sums of the epoch under way.</summary>
    public Dictionary<string, double[]> Sums { get; init; } = [];
}

/// <summary>A checkpoint that is kept because its epoch was good.</summary>
/// <param name="File">File name in the run's folder.</param>
/// <param name="Epoch">Epoch.</param>
/// <param name="Score">Its value of the criterion.</param>
public sealed record BestCheckpoint(string File, int Epoch, double Score);
