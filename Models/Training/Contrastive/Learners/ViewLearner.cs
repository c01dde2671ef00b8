using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>A model that learns from two views of the same samples.</summary>
public abstract class ViewLearner : Module
{
    /// <summary>The encoder that is trained.</summary>
    public abstract Layer Encoder { get; }

    /// <summary>The fewest samples that can be compared.</summary>
    public virtual int LeastSamples => 1;

    /// <summary>Compares two views of a batch.</summary>
    /// <param name="first">The first views.</param>
    /// <param name="second">The second views.</param>
    public abstract ViewComparison Compare(HostBatch first, HostBatch second);

    /// <summary>Called after every update of the parameters.</summary>
    /// <param name="progress">Share of all updates that are done, 0 to 1.</param>
    public virtual void Updated(double progress)
    {
    }

    /// <summary>Called after the encoder's weights were replaced.</summary>
    public virtual void Restart()
    {
    }
}

/// <summary>What a learner makes of two views of a batch.</summary>
/// <param name="Loss">A scalar.</param>
/// <param name="First">Projections of the first views, [batch, width].</param>
/// <param name="Second">Projections of the second views.</param>
public sealed record ViewComparison(Tensor Loss, Tensor First, Tensor Second);
