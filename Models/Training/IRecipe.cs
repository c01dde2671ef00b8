using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;

namespace EcgCmrNative.Models.Training;

/// <summary>
/// What is trained, on what, towards what. The one <see cref="Trainer{TBatch}"/> runs every recipe; a recipe knows a batch and how its
/// numbers are summed up, not epochs, files or processes.
/// </summary>
/// <typeparam name="TBatch">What a recipe makes of some samples on the host.</typeparam>
public interface IRecipe<TBatch>
{
    /// <summary>A name for logs and checkpoints, such as <c>mdm</c>.</summary>
    string Name { get; }

    /// <summary>Everything that a checkpoint has to hold.</summary>
    Module Model { get; }

    /// <summary>What is minimised in every step, one after another.</summary>
    IReadOnlyList<IObjective<TBatch>> Objectives { get; }

    /// <summary>Number of training samples.</summary>
    int SampleCount { get; }

    /// <summary>The metric by which epochs are compared, and whether more of it is better.</summary>
    (string Metric, bool HigherIsBetter) Criterion { get; }

    /// <summary>An empty batch that can hold so many samples; it is used again and again.</summary>
    TBatch CreateBatch(int capacity);

    /// <summary>
    /// Fills a batch with samples, augmented by draws that depend on seed, epoch and sample alone. Called on a thread of its own, ahead of
    /// time.
    /// </summary>
    void Load(TBatch batch, ReadOnlySpan<int> samples, int epoch);

    /// <summary>
    /// Called after every update of the parameters, by whichever objectives; for what follows them, as a moving average does.
    /// </summary>
    void Updated()
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
    /// The loss of a batch, recorded on the current tape; what else is worth logging goes into <paramref name="metrics"/>.
    /// </summary>
    Tensor Loss(TBatch batch, int epoch, MetricSums metrics);
}
