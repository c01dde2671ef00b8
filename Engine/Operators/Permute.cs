using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gather;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>Axes in another order: axis i of the result is axis <c>order[i]</c> of x. Copies.</summary>
    /// <exception cref="ShapeException">The order does not name every axis once.</exception>
    public static Tensor Permute(this Tensor x, params ReadOnlySpan<int> order) => PermuteOperator.Apply(x, order);
}

/// <summary>y = x with its axes in another order. Backward: the inverse order.</summary>
internal sealed class PermuteOperator(Tensor x, int[] order) : Operator, IExemplified
{
    public static IEnumerable<OperatorExample> Examples =>
    [
        new("transpose", [Of(3, 5)], t => t[0].Permute(1, 0)),
        new("patches", [Of(2, 3, 4, 2, 5)], t => t[0].Permute(0, 2, 3, 4, 1)),
        new("channels first to last", [Of(2, 3, 4, 5)], t => t[0].Permute(0, 2, 3, 1)),
    ];

    public override string Name => "Permute";

    public static Tensor Apply(Tensor x, ReadOnlySpan<int> order)
    {
        var rank = x.Shape.Rank;
        ShapeException.Require("permute", order.Length == rank, $"the order has {order.Length} axes, but the shape is {x.Shape}");
        Span<int> source = stackalloc int[rank];
        Span<int> target = stackalloc int[rank];
        x.Shape.CopyTo(source);
        for (var i = 0; i < rank; i++)
        {
            ShapeException.Require(
                "permute", order[i] >= 0 && order[i] < rank && !order[..i].Contains(order[i]), "the order must name every axis once");
            target[i] = source[order[i]];
        }
        var y = Tensor.Uninitialized(x.Device, new Shape(target));
        x.Device.Gather.Permute(AxisOrder.Of(source, order), x.Data, y.Data, accumulate: false);
        if (Tape.Records(x)) Tape.Record(y, new PermuteOperator(x, order.ToArray()));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        Span<int> inverse = stackalloc int[order.Length];
        for (var i = 0; i < order.Length; i++) inverse[order[i]] = i;
        Span<int> shape = stackalloc int[order.Length];
        Output.Shape.CopyTo(shape);
        var dx = x.GradientSink(out var accumulate);
        device.Gather.Permute(AxisOrder.Of(shape, inverse), dy, dx, accumulate);
    }
}
