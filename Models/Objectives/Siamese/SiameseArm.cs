using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;

namespace EcgCmrNative.Models.Objectives.Siamese;

/// <summary>
/// An encoder with a projector and optionally a predictor (Grill et al. 2020): <c>encoder</c>, <c>projector.model</c>,
/// <c>predictor.model</c>, each of the latter linear without bias, batch norm, ReLU, linear.
/// </summary>
public sealed class SiameseArm : Module
{
    private readonly Sequential _projector;
    private readonly Sequential? _predictor;

    /// <summary>Adds projector and predictor to an encoder; their weights start uniform in ±1/√inputs.</summary>
    /// <param name="device">The device of its weights.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="hiddenWidth">Numbers between the layers.</param>
    /// <param name="outputWidth">Numbers of a projection.</param>
    /// <param name="withPredictor">Whether there is a predictor.</param>
    public SiameseArm(Device device, RandomSource random, Encoder encoder, int hiddenWidth, int outputWidth, bool withPredictor)
    {
        Encoder = Add("encoder", encoder);
        _projector = Add("projector.model", Perceptron(encoder.Width));
        if (withPredictor) _predictor = Add("predictor.model", Perceptron(outputWidth));

        Sequential Perceptron(int inputs) => new(
            Start(new Linear(device, random, inputs, hiddenWidth, bias: false)), new BatchNorm(device, hiddenWidth), new Relu(),
            Start(new Linear(device, random, hiddenWidth, outputWidth)));

        Linear Start(Linear layer)
        {
            var bound = 1 / Math.Sqrt(layer.Weight.Shape[1]);
            Initialization.Uniform(layer.Weight, bound, random);
            if (layer.Bias is { } bias) Initialization.Uniform(bias, bound, random);
            return layer;
        }
    }

    /// <summary>The encoder.</summary>
    public Encoder Encoder { get; }

    /// <summary>The projection of inputs of the encoder.</summary>
    /// <returns>[batch, output width].</returns>
    public Tensor Project(Tensor x)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(_projector.Forward(Encoder.Forward(x)));
    }

    /// <summary>The predictor's output for a projection.</summary>
    /// <exception cref="InvalidOperationException">The arm has no predictor.</exception>
    public Tensor Predict(Tensor projection) =>
        (_predictor ?? throw new InvalidOperationException("this arm was created without a predictor")).Forward(projection);
}
