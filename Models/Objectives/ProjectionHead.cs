using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Objectives;

/// <summary>
/// The head in whose space embeddings are compared (Chen et al. 2020): linear, ReLU, linear, without batch norm; <c>layers.0</c> and
/// <c>layers.2</c>. Any axes before the last are rows.
/// </summary>
public sealed class ProjectionHead : Layer
{
    private readonly Linear _hidden;
    private readonly Linear _output;

    /// <summary>Creates the head; weights and biases start uniform in ±1/√inputs.</summary>
    /// <param name="device">The device of its weights.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <param name="inputWidth">Numbers of an embedding.</param>
    /// <param name="hiddenWidth">Numbers between the layers.</param>
    /// <param name="outputWidth">Numbers of a projection.</param>
    public ProjectionHead(Device device, RandomSource random, int inputWidth, int hiddenWidth, int outputWidth)
    {
        _hidden = Add("layers.0", Start(new Linear(device, random, inputWidth, hiddenWidth)));
        _output = Add("layers.2", Start(new Linear(device, random, hiddenWidth, outputWidth)));

        Linear Start(Linear layer)
        {
            var bound = 1 / Math.Sqrt(layer.Weight.Shape[1]);
            Initialization.Uniform(layer.Weight, bound, random);
            Initialization.Uniform(layer.Bias!, bound, random);
            return layer;
        }
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => _output.Forward(_hidden.Forward(x, ActivationFunction.Relu));
}
