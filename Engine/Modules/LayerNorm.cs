using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Engine.Modules;

/// <summary>Layer normalisation over the last axis with gain <c>weight</c> and shift <c>bias</c>.</summary>
public sealed class LayerNorm : Layer
{
    private readonly double _epsilon;

    /// <summary>Creates the layer with gain 1 and shift 0.</summary>
    public LayerNorm(Device device, int width, double epsilon = 1e-6)
    {
        _epsilon = epsilon;
        Weight = Add("weight", new Parameter(device, new Shape(width)));
        Bias = Add("bias", new Parameter(device, new Shape(width)));
        device.Elementwise.Fill(Weight.Data, 1);
    }

    /// <summary>γ, [width].</summary>
    public Parameter Weight { get; }

    /// <summary>β, [width].</summary>
    public Parameter Bias { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.LayerNorm(Weight, Bias, _epsilon);
}
