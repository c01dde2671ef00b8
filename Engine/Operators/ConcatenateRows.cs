using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>The rows of one tensor, then those of another: [a, ...] and [b, ...] to [a + b, ...].</summary>
    /// <exception cref="ShapeException">The axes after the first differ.</exception>
    public static Tensor ConcatenateRows(this Tensor first, Tensor second) => ConcatenateRowsOperator.Apply(first, second);
}

/// <summary>y = [first; second]. Backward: each gets its part of dy.</summary>
internal sealed class ConcatenateRowsOperator(Tensor first, Tensor second) : Operator, IExemplified
{
    public static IEnumerable<OperatorExample> Examples =>
    [
        new("matrices", [Of(2, 3), Of(5, 3)], t => t[0].ConcatenateRows(t[1])),
        new("a tensor and itself", [Of(3)], t => t[0].ConcatenateRows(t[0])),
        new("nothing first", [Of(0, 2, 2), Of(1, 2, 2)], t => t[0].ConcatenateRows(t[1])),
        new("no gradient for the second", [Of(2, 3), Constant(1, 3)], t => t[0].ConcatenateRows(t[1])),
    ];

    public override string Name => "ConcatenateRows";

    public static Tensor Apply(Tensor first, Tensor second)
    {
        int[] a = first.Shape.ToArray(), b = second.Shape.ToArray();
        ShapeException.Require(
            "concatenate rows", a.Length > 0 && a.Length == b.Length && a.AsSpan(1).SequenceEqual(b.AsSpan(1)),
            $"{first.Shape} and {second.Shape} differ in more than their first axis");
        var y = Tensor.Uninitialized(first.Device, new Shape([a[0] + b[0], .. a[1..]]));
        var kernels = first.Device.Elementwise;
        kernels.Copy(first.Data, y.Data.Slice(0, first.Shape.Count));
        kernels.Copy(second.Data, y.Data.Slice(first.Shape.Count, second.Shape.Count));
        if (Tape.Records(first, second)) Tape.Record(y, new ConcatenateRowsOperator(first, second));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        first.ReceiveGradient(dy.Slice(0, first.Shape.Count));
        second.ReceiveGradient(dy.Slice(first.Shape.Count, second.Shape.Count));
    }
}
