namespace EcgCmrNative.Models.Training;

/// <summary>Receives the progress of training.</summary>
public interface ITrainingProgress
{
    /// <summary>A warning for the user, such as samples that are left out.</summary>
    void Note(string text)
    {
    }

    /// <summary>A step is done.</summary>
    void Step(in TrainingStep step);

    /// <summary>An epoch is done and validated.</summary>
    void Epoch(TrainingEpoch epoch);
}

/// <summary>The progress within an epoch.</summary>
/// <param name="Epoch">Epoch, from 0.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Step">Batches done in this epoch.</param>
/// <param name="Steps">Batches of an epoch.</param>
/// <param name="Loss">Mean loss of the epoch so far.</param>
/// <param name="LearningRate">The learning rate in force.</param>
/// <param name="SamplesPerSecond">Samples per second since the epoch began.</param>
/// <param name="TimeLeft">Estimated time to the end.</param>
public readonly record struct TrainingStep(
    int Epoch, int Epochs, int Step, int Steps, double Loss, double LearningRate, double SamplesPerSecond, TimeSpan TimeLeft);

/// <summary>The metrics of a finished epoch.</summary>
/// <param name="Epoch">Epoch, from 0.</param>
/// <param name="Metrics">All metrics by name; those of training start with <c>train_</c>, those of validation with <c>val_</c>.</param>
/// <param name="IsBest">True when no epoch before was better by the criterion.</param>
public sealed record TrainingEpoch(int Epoch, IReadOnlyDictionary<string, double> Metrics, bool IsBest);
