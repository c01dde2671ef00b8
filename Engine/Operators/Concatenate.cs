using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>Functions of several tensors.</summary>
    extension(Tensor)
    {
        /// <summary>Concatenates tensors along an axis: <c>Tensor.Concatenate(1, a, b, c)</c>.</summary>
        /// <param name="axis">The axis; ^1 is the last.</param>
        /// <param name="tensors">At least one; all axes but this one are equal.</param>
        /// <exception cref="ShapeException">The list is empty, the axis does not exist, or the other axes differ.</exception>
        public static Tensor Concatenate(Index axis, params ReadOnlySpan<Tensor> tensors) => ConcatenateOperator.Apply(axis, tensors);
    }
}

/// <summary>y = the parts one after another along an axis. Backward: each gets its part of dy.</summary>
internal sealed class ConcatenateOperator(Tensor[] parts, Axis axis) : Operator, IExemplified
{
    public static IEnumerable<OperatorExample> Examples =>
    [
        new("matrices", [Of(2, 3), Of(5, 3)], t => Tensor.Concatenate(0, t)),
        new("a tensor and itself", [Of(3)], t => Tensor.Concatenate(0, t[0], t[0])),
        new("nothing first", [Of(0, 2, 2), Of(1, 2, 2)], t => Tensor.Concatenate(0, t)),
        new("no gradient for the second", [Of(2, 3), Constant(1, 3)], t => Tensor.Concatenate(0, t)),
        new("columns", [Of(3, 2), Of(3, 5), Of(3, 1)], t => Tensor.Concatenate(^1, t)),
        new("tokens", [Of(2, 1, 3), Of(2, 4, 3)], t => Tensor.Concatenate(1, t)),
        new("columns of a tensor and itself", [Of(2, 3)], t => Tensor.Concatenate(1, t[0], t[0])),
    ];

    public override string Name => "Concatenate";

    public static Tensor Apply(Index index, ReadOnlySpan<Tensor> parts)
    {
        ShapeException.Require("concatenate", parts.Length > 0, "no tensors are given");
        var axis = new Axis("concatenate", parts[0].Shape, index);
        var size = 0L;
        foreach (var part in parts)
        {
            ShapeException.Require(
                "concatenate",
                part.Shape.Rank == parts[0].Shape.Rank && axis.With(part.Shape[axis.Number]) == part.Shape,
                $"{parts[0].Shape} and {part.Shape} must be equal except on axis {axis.Number}");
            size += part.Shape[axis.Number];
        }
        ShapeException.Require(
            "concatenate", size <= int.MaxValue, $"axis {axis.Number} would have {size} positions, at most {int.MaxValue} are supported");
        var y = Tensor.Uninitialized(parts[0].Device, axis.With((int)size));
        axis = new Axis("concatenate", y.Shape, axis.Number);
        var first = 0L;
        foreach (var part in parts)
        {
            var run = axis.Elements(part.Shape[axis.Number]);
            if (axis.Outer == 1) part.Device.Elementwise.Copy(part.Data, y.Data.Slice(first, run));
            else part.Device.Gather.CopyRuns(axis.Outer, run, part.Data, run, Axis.From(y.Data, first), axis.Run, false);
            first += run;
        }
        if (Tape.Records(parts)) Tape.Record(y, new ConcatenateOperator(parts.ToArray(), axis));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var first = 0L;
        foreach (var part in parts)
        {
            var run = axis.Elements(part.Shape[axis.Number]);
            if (axis.Outer == 1)
            {
                part.ReceiveGradient(dy.Slice(first, run));
            }
            else if (part.RequiresGradient)
            {
                var sink = part.GradientSink(out var accumulate);
                device.Gather.CopyRuns(axis.Outer, run, Axis.From(dy, first), axis.Run, sink, run, accumulate);
            }
            first += run;
        }
    }
}
