using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Engine.Modules;

/// <summary>
/// Multi-head self-attention (Vaswani et al. 2017, section 3.2.2): <c>qkv</c> computes queries, keys and values, <c>proj</c> combines the
/// heads' results.
/// </summary>
public sealed class MultiHeadAttention : Layer
{
    private readonly Linear _qkv;
    private readonly Linear _projection;
    private readonly int _heads;

    /// <summary>Creates the module.</summary>
    /// <exception cref="ArgumentException">The width is not divisible by the number of heads.</exception>
    public MultiHeadAttention(Device device, RandomSource random, int width, int heads)
    {
        if (heads < 1 || width % heads != 0) throw new ArgumentException($"width {width} is not divisible by the number of heads, {heads}");
        _heads = heads;
        _qkv = Add("qkv", new Linear(device, random, width, 3 * width));
        _projection = Add("proj", new Linear(device, random, width, width));
    }

    /// <summary>Attention plus a residual.</summary>
    /// <param name="x">[batch, tokens, width].</param>
    /// <param name="residual">Added to the result in the same kernel; null for none.</param>
    /// <param name="map">Receives [batch, heads, tokens, tokens]; null to skip it.</param>
    /// <returns>[batch, tokens, width].</returns>
    public Tensor Forward(Tensor x, Tensor? residual, Tensor? map = null)
    {
        using var scope = TensorScope.Open();
        var heads = _qkv.Forward(x).SelfAttention(_heads, map);
        return scope.Keep(_projection.Forward(heads, ActivationFunction.Identity, residual));
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => Forward(x, residual: null);
}
