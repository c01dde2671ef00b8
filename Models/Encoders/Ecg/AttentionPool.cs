using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Encoders.Ecg;

/// <summary>
/// Pools tokens by multi-head attention, with their mean as the one query. Named as PyTorch's module: <c>in_proj_weight</c> and
/// <c>in_proj_bias</c> hold queries, keys and values one below the other.
/// </summary>
internal sealed class AttentionPool : Layer
{
    private readonly Parameter _inputWeight;
    private readonly Parameter _inputBias;
    private readonly Linear _output;
    private readonly int _heads;

    public AttentionPool(Device device, RandomSource random, int width, int heads)
    {
        _heads = heads;
        _inputWeight = Add("in_proj_weight", new Parameter(device, new Shape(3 * width, width)));
        _inputBias = Add("in_proj_bias", new Parameter(device, new Shape(3 * width)));
        _output = Add("out_proj", new Linear(device, random, width, width));
        Initialization.XavierUniform(_inputWeight, random);
        Initialization.Uniform(_output.Weight, 1 / Math.Sqrt(width), random);
    }

    /// <summary>[batch, tokens, width] to [batch, width].</summary>
    protected override Tensor Compute(Tensor x) => Forward(x, map: null);

    /// <summary>As <see cref="Layer.Forward"/>, with the attention.</summary>
    /// <param name="x">[batch, tokens, width].</param>
    /// <param name="map">Receives [batch, heads, 1, tokens]; null to skip it.</param>
    public Tensor Forward(Tensor x, Tensor? map)
    {
        using var scope = TensorScope.Open();
        var (batch, width) = (x.Shape[0], x.Shape[2]);
        var query = RowPadding.Apply(this, x.MeanTokens().Reshape(batch, 1, width), mean => Project(mean, 0, width));
        var keysValues = Project(x, width, 2 * width);
        var pooled = query.CrossAttention(keysValues, _heads, map).Reshape(batch, width);
        return scope.Keep(RowPadding.Apply(this, pooled, _output.Forward));
    }

    /// <summary>Applies some rows of the input projection.</summary>
    private Tensor Project(Tensor x, int first, int count)
    {
        using var indices = new IndexBuffer(count);
        for (var i = 0; i < count; i++) indices[i] = first + i;
        var rows = indices.ToTensor(x.Device, count);
        return x.Linear(_inputWeight.GatherRows(rows), _inputBias.Reshape(_inputBias.Shape[0], 1).GatherRows(rows).Reshape(count));
    }
}
