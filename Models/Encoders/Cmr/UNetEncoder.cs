using System.Globalization;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Encoders.Cmr;

/// <summary>
/// The contracting path of a small U-Net (Ronneberger et al. 2015) on two channels: five 3×3 convolutions, each followed by a
/// leaky ReLU; the last four halve the image. The published choice for a light image encoder.
/// </summary>
public sealed class UNetEncoder : CmrEncoder
{
    internal const int InputChannels = 2;
    private const double Slope = 0.2;

    private static readonly (int Width, int Stride)[] Steps = [(16, 1), (32, 2), (32, 2), (32, 2), (32, 2)];

    /// <summary>Channels of the feature map.</summary>
    internal static int FeatureWidth => Steps[^1].Width;

    private readonly Convolution2d[] _convolutions = new Convolution2d[Steps.Length];

    /// <summary>Creates the encoder; filters start Kaiming-uniform for the leaky ReLU.</summary>
    /// <param name="device">The device of its weights.</param>
    /// <param name="random">Draws the initial weights.</param>
    public UNetEncoder(Device device, RandomSource random)
    {
        var inputs = InputChannels;
        for (var i = 0; i < Steps.Length; i++)
        {
            var convolution = new Convolution2d(device, random, inputs, Steps[i].Width, kernel: 3, Steps[i].Stride, padding: 1);
            Initialization.KaimingUniformFanIn(convolution.Weight, Slope, random);
            Initialization.Uniform(convolution.Bias!, 1 / Math.Sqrt(9 * inputs), random);
            _convolutions[i] = Add(string.Create(CultureInfo.InvariantCulture, $"0.{i}.0"), convolution);
            inputs = Steps[i].Width;
        }
    }

    /// <inheritdoc/>
    public override int Channels => InputChannels;

    /// <inheritdoc/>
    public override int Width => FeatureWidth;

    /// <inheritdoc/>
    public override EncoderDescription Description => UNetKind.Describe(Input);

    /// <inheritdoc/>
    protected override Tensor Map(Tensor images)
    {
        var x = images;
        foreach (var convolution in _convolutions) x = convolution.Forward(x).LeakyRelu(Slope);
        return x;
    }
}
