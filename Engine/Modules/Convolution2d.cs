using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Engine.Modules;

/// <summary>
/// Convolution of channels-last images with square filters: <c>weight</c> [out, kernel, kernel, in], <c>bias</c> [out].
/// Starts Kaiming-normal over the fan-out, with a bias of zeros.
/// </summary>
public sealed class Convolution2d : Layer
{
    private readonly int _stride;
    private readonly int _padding;

    /// <summary>Creates the layer.</summary>
    /// <param name="device">Device of the parameters.</param>
    /// <param name="random">Draws the initial filters.</param>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="kernel">Rows and columns of a filter.</param>
    /// <param name="stride">Pixels from one window to the next.</param>
    /// <param name="padding">Zeros on every side.</param>
    /// <param name="bias">Add a bias.</param>
    public Convolution2d(
        Device device, RandomSource random, int inputs, int outputs, int kernel, int stride = 1, int padding = 0, bool bias = true)
    {
        _stride = stride;
        _padding = padding;
        Weight = Add("weight", new Parameter(device, new Shape(outputs, kernel, kernel, inputs)) { IsChannelsLast = true });
        Bias = bias ? Add("bias", new Parameter(device, new Shape(outputs))) : null;
        Initialization.KaimingNormalFanOut(Weight, random);
    }

    /// <summary>The filters, [out, kernel, kernel, in].</summary>
    public Parameter Weight { get; }

    /// <summary>[out], or null.</summary>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Convolution2d(Weight, Bias, _stride, _padding);
}
