using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>Sum over an axis.</summary>
    /// <param name="x">Any shape with that axis.</param>
    /// <param name="axis">The axis; ^1 is the last.</param>
    /// <param name="keepAxis">True to keep the axis, with size 1, so that the result can be broadcast against <paramref name="x"/>.</param>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Tensor Sum(this Tensor x, Index axis, bool keepAxis = false) => SumTokensOperator.OverAxis("sum", x, axis, keepAxis, 1);

    /// <summary>Mean over an axis.</summary>
    /// <inheritdoc cref="Sum(Tensor, Index, bool)"/>
    /// <exception cref="ShapeException">The axis does not exist or has size 0.</exception>
    public static Tensor Mean(this Tensor x, Index axis, bool keepAxis = false)
    {
        var size = x.Shape[new Axis("mean", x.Shape, axis).Number];
        ShapeException.Require("mean", size > 0, $"axis {axis} of shape {x.Shape} is empty");
        return SumTokensOperator.OverAxis("mean", x, axis, keepAxis, 1.0 / size);
    }

    /// <summary>Mean over a range of tokens: global pooling, without the class token when <paramref name="first"/> is 1.</summary>
    /// <param name="x">[batch, tokens, width].</param>
    /// <param name="first">First token of the range.</param>
    /// <param name="count">Tokens in the range; null for all remaining tokens.</param>
    /// <returns>[batch, width].</returns>
    /// <exception cref="ShapeException">The range is empty or not inside the tokens.</exception>
    public static Tensor MeanTokens(this Tensor x, int first = 0, int? count = null)
    {
        ShapeException.Require("mean tokens", x.Shape.Rank == 3, $"input has shape {x.Shape}, expected [batch, tokens, width]");
        var taken = count ?? x.Shape[1] - first;
        ShapeException.Require(
            "mean tokens", first >= 0 && taken > 0 && first + taken <= x.Shape[1],
            $"the range {first}..{first + taken} is empty or outside the {x.Shape[1]} tokens");
        return SumTokensOperator.Apply(x, first, taken, 1.0 / taken);
    }

    /// <summary>Mean over the pixels of every image: global average pooling.</summary>
    /// <param name="x">[batch, height, width, channels].</param>
    /// <returns>[batch, channels].</returns>
    /// <exception cref="ShapeException">There are no pixels.</exception>
    public static Tensor GlobalAveragePool(this Tensor x)
    {
        ShapeException.Require(
            "global average pooling", x.Shape.Rank == 4, $"input has shape {x.Shape}, expected [batch, height, width, channels]");
        return x.Reshape(x.Shape[0], x.Shape[1] * x.Shape[2], x.Shape[3]).MeanTokens();
    }

    /// <summary>One token of every sample: [batch, tokens, width] to [batch, width].</summary>
    public static Tensor Token(this Tensor x, int index) => x.MeanTokens(index, 1);
}

/// <summary>y[b] = s·Σ_t x[b, t]. Backward: dx[b, t] = s·dy[b] in the range.</summary>
internal sealed class SumTokensOperator(Tensor x, int first, int count, double scale) : Operator, IExemplified
{
    public static IEnumerable<OperatorExample> Examples =>
    [
        new("all", [Of(3, 5, 4)], t => t[0].MeanTokens()),
        new("all but the first", [Of(2, 7, 3)], t => t[0].MeanTokens(1)),
        new("one", [Of(2, 3, 5)], t => t[0].Token(0)),
        new("images", [Of(2, 3, 4, 5)], t => t[0].GlobalAveragePool()),
        new("sum over an axis", [Of(2, 3, 4)], t => t[0].Sum(1)),
        new("mean over the last axis", [Of(2, 3, 4)], t => t[0].Mean(^1, keepAxis: true)),
        new("variance of rows", [Of(3, 5)], t => (t[0] * t[0]).Mean(1) - t[0].Mean(1) * t[0].Mean(1)),
        new("sum of nothing", [Of(3, 0)], t => t[0].Sum(1)),
    ];

    public override string Name => "MeanTokens";

    public static Tensor OverAxis(string place, Tensor x, Index index, bool keepAxis, double scale)
    {
        var axis = new Axis(place, x.Shape, index);
        var blocks = x.Reshape(axis.Outer, axis.Size, axis.Inner);
        return Apply(blocks, 0, axis.Size, scale).Reshape(keepAxis ? axis.With(1) : axis.Without());
    }

    public static Tensor Apply(Tensor x, int first, int count, double scale)
    {
        var y = Tensor.Uninitialized(x.Device, new Shape(x.Shape[0], x.Shape[2]));
        x.Device.Reduction.SumTokens(x.Shape[0], x.Shape[1], x.Shape[2], first, count, x.Data, scale, y.Data);
        if (Tape.Records(x)) Tape.Record(y, new SumTokensOperator(x, first, count, scale));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var dx = x.GradientSink(out var accumulate);
        device.Reduction.SpreadTokens(x.Shape[0], x.Shape[1], x.Shape[2], first, count, dy, scale, dx, accumulate);
    }
}
