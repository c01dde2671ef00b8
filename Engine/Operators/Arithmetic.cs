using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>a + b, with the broadcasting of <see cref="BroadcastTo"/>.</summary>
    /// <exception cref="ShapeException">The shapes cannot be broadcast.</exception>
    public static Tensor Add(this Tensor a, Tensor b)
    {
        if (a.Shape == b.Shape) return a.AddScaled(b, 1, 1);
        if (Broadcast.IsEnd(b.Shape, a.Shape)) return a.AddTable(b);
        if (Broadcast.IsEnd(a.Shape, b.Shape)) return b.AddTable(a);
        var shape = Broadcast.Of("add", a.Shape, b.Shape);
        return a.BroadcastTo(shape).AddScaled(b.BroadcastTo(shape), 1, 1);
    }

    /// <summary>x + c, element by element.</summary>
    public static Tensor Add(this Tensor x, double constant) => LinearCombinationOperator.Apply(x, 1, null, 0, constant);

    /// <summary>a − b, with the broadcasting of <see cref="BroadcastTo"/>.</summary>
    /// <exception cref="ShapeException">The shapes cannot be broadcast.</exception>
    public static Tensor Subtract(this Tensor a, Tensor b)
    {
        if (a.Shape == b.Shape) return a.AddScaled(b, 1, -1);
        if (Broadcast.IsEnd(b.Shape, a.Shape)) return a.AddTable(b.Scale(-1));
        var shape = Broadcast.Of("subtract", a.Shape, b.Shape);
        return a.BroadcastTo(shape).AddScaled(b.BroadcastTo(shape), 1, -1);
    }

    /// <summary>factor · x.</summary>
    public static Tensor Scale(this Tensor x, double factor) => LinearCombinationOperator.Apply(x, factor, null, 0);

    /// <summary>first · a + second · b of the same shape, e.g. to mix losses.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Tensor AddScaled(this Tensor a, Tensor b, double first, double second) =>
        LinearCombinationOperator.Apply(a, first, b, second);
}

/// <summary>y = α·a + β·b + c. Backward: da = α·dy, db = β·dy.</summary>
internal sealed class LinearCombinationOperator(Tensor a, double first, Tensor? b, double second) : Operator, IExemplified
{
    public static IEnumerable<OperatorExample> Examples =>
    [
        new("sum", [Of(3, 5), Of(3, 5)], t => t[0].Add(t[1])),
        new("of a tensor with itself", [Of(7)], t => t[0].Add(t[0])),
        new("weighted", [Of(17), Of(17)], t => t[0].AddScaled(t[1], 0.9, -0.1)),
        new("scaled", [Of(2, 9)], t => t[0].Scale(-2.5)),
        new("sum, then both again", [Of(4), Of(4)], t => t[0].Add(t[1]).Add(t[0]).Subtract(t[1].Scale(3))),
        new("scalars", [Of(), Of()], t => t[0].Subtract(t[1])),
        new("numbers", [Of(2, 5)], t => 1 + (3 - t[0]) * 2 - 0.5),
        new("rows and columns", [Of(3, 1), Of(4)], t => t[0] - t[1]),
        new("a row to every row, either way", [Of(3, 4), Of(4)], t => (t[0] - t[1]).Add(t[1] + t[0])),
    ];

    public override string Name => "Add";

    public static Tensor Apply(Tensor a, double first, Tensor? b, double second, double constant = 0)
    {
        if (b is not null) ShapeException.Require("add", "second term", b.Shape, a.Shape);
        var y = Tensor.Uninitialized(a.Device, a.Shape);
        var kernels = a.Device.Elementwise;
        if (b is not null && first == 1 && second == 1)
        {
            kernels.Add(a.Data, b.Data, y.Data);
        }
        else
        {
            if (constant != 0) kernels.Fill(y.Data, constant);
            kernels.AddScaled(first, a.Data, constant == 0 ? 0 : 1, y.Data);
            if (b is not null) kernels.AddScaled(second, b.Data, 1, y.Data);
        }
        if (Tape.Records(a, b)) Tape.Record(y, new LinearCombinationOperator(a, first, b, second));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        // Scaled contributions first: the one with factor 1 may take over the buffer of dy.
        if (first != 1) Share(device, a, first, dy);
        if (b is not null && second != 1) Share(device, b, second, dy);
        if (first == 1) a.ReceiveGradient(dy);
        if (b is not null && second == 1) b.ReceiveGradient(dy);
    }

    private static void Share(Device device, Tensor input, double factor, BufferView dy)
    {
        if (!input.RequiresGradient) return;
        var sink = input.GradientSink(out var accumulate);
        device.Elementwise.AddScaled(factor, dy, accumulate ? 1 : 0, sink);
    }
}
