using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;

namespace EcgCmrNative.Models.Objectives.Contrastive;

/// <summary>
/// A loss of pairs of embeddings: pairs are drawn together, other samples are pushed apart. It is a module, as a learned
/// temperature or a memory bank is stored with the model.
/// </summary>
public abstract class ContrastiveLoss : Module
{
    /// <summary>τ, by which similarities are divided.</summary>
    public abstract Temperature Temperature { get; }

    /// <summary>The loss of a batch of pairs, a scalar; memory grows with the embeddings, not with the square of their number.</summary>
    /// <param name="z0">Projections of the first side (the image), [pairs, width], of any length: they are normalised here.</param>
    /// <param name="z1">Those of the second side (the ECG); row i belongs to row i of z0.</param>
    /// <param name="samples">
    /// The number of each pair's sample, for losses that use similarities. Empty if unknown, as on held-out data: then a
    /// pair belongs to itself alone.
    /// </param>
    /// <exception cref="ShapeException">The sizes do not fit.</exception>
    public abstract Tensor Forward(Tensor z0, Tensor z1, ReadOnlySpan<int> samples = default);
}
