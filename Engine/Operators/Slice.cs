using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>A range of an axis: <c>x.Slice(1, 2..5)</c>, <c>x.Slice(^1, ..^1)</c>. Copies.</summary>
    /// <param name="x">Any shape with that axis.</param>
    /// <param name="axis">The axis; ^1 is the last.</param>
    /// <param name="range">The positions to keep; the axis stays even if only one is left.</param>
    /// <exception cref="ShapeException">There is no such axis, or the range is out of bounds.</exception>
    public static Tensor Slice(this Tensor x, Index axis, Range range)
    {
        var on = new Axis("slice", x.Shape, axis);
        var (first, end) = (range.Start.GetOffset(on.Size), range.End.GetOffset(on.Size));
        ShapeException.Require(
            "slice", first >= 0 && first <= end && end <= on.Size, $"range {range} is outside axis {axis} of shape {x.Shape}");
        return SliceOperator.Apply(x, on, first, end - first);
    }
}

/// <summary>y[o, t, i] = x[o, first + t, i]. Backward: dx[o, first + t, i] = dy[o, t, i], and 0 outside the range.</summary>
internal sealed class SliceOperator(Tensor x, Axis axis, int first, int count) : Operator, IExemplified
{
    public static IEnumerable<OperatorExample> Examples =>
    [
        new("first axis", [Of(5, 3)], t => t[0].Slice(0, 1..3)),
        new("middle axis", [Of(2, 5, 3)], t => t[0].Slice(1, 2..)),
        new("last axis", [Of(2, 3, 7)], t => t[0].Slice(^1, 1..^2)),
        new("one column", [Of(4, 5)], t => t[0].Slice(1, ^1..)),
        new("twice", [Of(4, 5)], t => t[0].Slice(1, ..3).Add(t[0].Slice(1, 2..))),
        new("nothing", [Of(4, 5)], t => t[0].Slice(1, 2..2)),
    ];

    public override string Name => "Slice";

    public static Tensor Apply(Tensor x, Axis axis, int first, int count)
    {
        var y = Tensor.Uninitialized(x.Device, axis.With(count));
        var run = axis.Elements(count);
        x.Device.Gather.CopyRuns(axis.Outer, run, Axis.From(x.Data, axis.Elements(first)), axis.Run, y.Data, run, accumulate: false);
        if (Tape.Records(x)) Tape.Record(y, new SliceOperator(x, axis, first, count));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var dx = x.GradientSink(out var accumulate);
        if (!accumulate) device.Elementwise.Fill(dx, 0);
        var run = axis.Elements(count);
        device.Gather.CopyRuns(axis.Outer, run, dy, run, Axis.From(dx, axis.Elements(first)), axis.Run, accumulate: true);
    }
}
