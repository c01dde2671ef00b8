using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Engine.Modules;

/// <summary>
/// y = x·Wᵀ + b over the last axis: <c>weight</c> [out, in], <c>bias</c> [out]. Starts Xavier-uniform, with a bias of zeros.
/// </summary>
public sealed class Linear : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="device">Device of the parameters.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <param name="inputs">Size of the input's last axis.</param>
    /// <param name="outputs">Size of the output's last axis.</param>
    /// <param name="bias">Add a bias.</param>
    public Linear(Device device, RandomSource random, int inputs, int outputs, bool bias = true)
    {
        Weight = Add("weight", new Parameter(device, new Shape(outputs, inputs)));
        Bias = bias ? Add("bias", new Parameter(device, new Shape(outputs))) : null;
        Initialization.XavierUniform(Weight, random);
    }

    /// <summary>W, [out, in].</summary>
    public Parameter Weight { get; }

    /// <summary>b, [out], or null.</summary>
    public Parameter? Bias { get; }

    /// <summary>Activation of the layer plus a residual, in one kernel.</summary>
    public Tensor Forward(Tensor x, ActivationFunction activation, Tensor? residual = null) => x.Linear(Weight, Bias, activation, residual);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Linear(Weight, Bias);
}
