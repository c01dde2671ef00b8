using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Engine.Modules;

/// <summary>The token-wise network of a transformer block: <c>fc1</c>, exact GELU, <c>fc2</c>.</summary>
public sealed class Mlp : Layer
{
    private readonly Linear _fc1;
    private readonly Linear _fc2;

    /// <summary>Creates the module.</summary>
    public Mlp(Device device, RandomSource random, int width, int hidden)
    {
        _fc1 = Add("fc1", new Linear(device, random, width, hidden));
        _fc2 = Add("fc2", new Linear(device, random, hidden, width));
    }

    /// <summary>The network plus a residual, added in the same kernel.</summary>
    public Tensor Forward(Tensor x, Tensor? residual)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(_fc2.Forward(_fc1.Forward(x, ActivationFunction.Gelu), ActivationFunction.Identity, residual));
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => Forward(x, residual: null);
}
