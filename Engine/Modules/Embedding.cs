using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Engine.Modules;

/// <summary>Embedding table, one row per item: <c>weight</c> [items, width]. Starts normal, with deviation 1.</summary>
public sealed class Embedding : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="device">Device of the parameters.</param>
    /// <param name="random">Draws the initial rows.</param>
    /// <param name="items">Number of rows.</param>
    /// <param name="width">Numbers in a row.</param>
    public Embedding(Device device, RandomSource random, int items, int width)
    {
        Weight = Add("weight", new Parameter(device, new Shape(items, width)));
        Initialization.Normal(Weight, 1, random);
    }

    /// <summary>The rows, [items, width].</summary>
    public Parameter Weight { get; }

    /// <summary>The rows of items: [...] of indices from <see cref="Tensor.FromIndices"/> to [..., width]; −1 gives zeros.</summary>
    /// <exception cref="ShapeException">The tensor does not hold indices.</exception>
    protected override Tensor Compute(Tensor x) => Weight.GatherRows(x);
}
