using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;

namespace EcgCmrNative.Models.Training;

/// <summary>
/// A model, its training and validation data, and its objectives. <see cref="Trainer{TBatch}"/> runs every recipe. A recipe
/// defines its batch and the average of its metrics; it has no epoch loop and no file access.
/// </summary>
/// <typeparam name="TBatch">Samples on the host, ready for a step.</typeparam>
public interface IRecipe<TBatch>
{
    /// <summary>A name for logs and checkpoints, such as <c>mdm</c>.</summary>
    string Name { get; }

    /// <summary>Everything that a checkpoint has to hold.</summary>
    Module Model { get; }

    /// <summary>The losses that are minimised in every step, one after another.</summary>
    IReadOnlyList<IObjective<TBatch>> Objectives { get; }

    /// <summary>Number of training samples.</summary>
    int SampleCount { get; }

    /// <summary>
    /// The fewest samples that make a batch: 2 if samples of a batch are compared with each other. A smaller last batch is dropped.
    /// </summary>
    int MinimumBatch => 1;

    /// <summary>The metric by which epochs are compared, and whether more of it is better.</summary>
    (string Metric, bool HigherIsBetter) Criterion { get; }

    /// <summary>An empty batch with room for this many samples; it is reused.</summary>
    TBatch CreateBatch(int capacity);

    /// <summary>Puts weights of earlier runs into the model; called once before a new run, and not when a run is resumed.</summary>
    /// <exception cref="Data.Files.DataFormatException">A file is damaged, or holds another model.</exception>
    void LoadStartingWeights()
    {
    }

    /// <summary>
    /// Fills a batch with samples, augmented by draws that depend on seed, epoch and sample alone. Called on a thread of its own, ahead of
    /// time.
    /// </summary>
    void Load(TBatch batch, ReadOnlySpan<int> samples, int epoch);

    /// <summary>Called after every update of the parameters, for example to update a moving average of them.</summary>
    /// <param name="progress">Share of all updates of the training that are done, 0 to 1.</param>
    void Updated(double progress)
    {
    }

    /// <summary>
    /// Measures the model on held-out data; called after every epoch. Metrics of interest go into <paramref name="metrics"/>.
    /// </summary>
    void Validate(int epoch, MetricSums metrics);
}

/// <summary>One loss with its own optimiser and learning rate.</summary>
/// <typeparam name="TBatch">The recipe's batch.</typeparam>
public interface IObjective<TBatch>
{
    /// <summary>A name for logs; the first objective's metrics need no prefix.</summary>
    string Name { get; }

    /// <summary>Updates the parameters.</summary>
    Optimizer Optimizer { get; }

    /// <summary>The learning rate at a time in epochs.</summary>
    double LearningRate(double epoch);

    /// <summary>
    /// The loss of a batch, recorded on the current tape; other values to log go into <paramref name="metrics"/>.
    /// </summary>
    Tensor Loss(TBatch batch, int epoch, MetricSums metrics);
}
