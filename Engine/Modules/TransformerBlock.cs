using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Engine.Modules;

/// <summary>
/// Pre-norm transformer block (Dosovitskiy et al. 2021): y = x + attn(norm1(x)); out = y + mlp(norm2(y)).
/// </summary>
public sealed class TransformerBlock : Layer
{
    private readonly LayerNorm _norm1;
    private readonly MultiHeadAttention _attention;
    private readonly LayerNorm _norm2;
    private readonly Mlp _mlp;
    private readonly DropPath _dropPath;

    /// <summary>Creates the block.</summary>
    /// <param name="device">Device of the parameters.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <param name="width">Numbers per token.</param>
    /// <param name="heads">Attention heads.</param>
    /// <param name="mlpRatio">Width of the MLP's hidden layer over <paramref name="width"/>.</param>
    /// <param name="dropPath">Probability of leaving a branch out for a sample.</param>
    public TransformerBlock(Device device, RandomSource random, int width, int heads, int mlpRatio = 4, double dropPath = 0)
    {
        _norm1 = Add("norm1", new LayerNorm(device, width));
        _attention = Add("attn", new MultiHeadAttention(device, random, width, heads));
        _norm2 = Add("norm2", new LayerNorm(device, width));
        _mlp = Add("mlp", new Mlp(device, random, width, mlpRatio * width));
        _dropPath = Add("drop_path", new DropPath(dropPath));
    }

    /// <summary>Applies the block.</summary>
    /// <param name="x">[batch, tokens, width].</param>
    /// <param name="map">Receives the attention map [batch, heads, tokens, tokens]; null to skip it.</param>
    /// <returns>[batch, tokens, width].</returns>
    public Tensor Forward(Tensor x, Tensor? map)
    {
        using var scope = TensorScope.Open();
        if (_dropPath.Drops)
        {
            var attended = x.Add(_dropPath.Forward(_attention.Forward(_norm1.Forward(x), residual: null, map)));
            return scope.Keep(attended.Add(_dropPath.Forward(_mlp.Forward(_norm2.Forward(attended)))));
        }
        var y = _attention.Forward(_norm1.Forward(x), residual: x, map);
        return scope.Keep(_mlp.Forward(_norm2.Forward(y), residual: y));
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => Forward(x, map: null);
}
