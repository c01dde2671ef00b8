using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>
    /// Repeats a tensor along axes, as NumPy and PyTorch do: the shapes are aligned at their last axis, and an axis that is missing or has
    /// size 1 is repeated. So <c>[width]</c> and <c>[tokens, 1]</c> fit <c>[batch, tokens, width]</c>, and a scalar fits everything.
    /// </summary>
    /// <returns>A tensor of that shape; <paramref name="x"/> itself if it already has the shape.</returns>
    /// <exception cref="ShapeException">The size of an axis is neither the requested size nor 1.</exception>
    public static Tensor BroadcastTo(this Tensor x, Shape shape)
    {
        if (x.Shape == shape) return x;
        ShapeException.Require(
            "broadcast", Broadcast.Of("broadcast", x.Shape, shape) == shape, $"cannot broadcast {x.Shape} to {shape}");
        // From the last axis to the first, so that runs stay long; neighbouring repeated axes are merged into one step.
        var sizes = Broadcast.Align(x.Shape, shape.Rank);
        for (var end = shape.Rank; end > 0; end--)
        {
            if (sizes[end - 1] == shape[end - 1]) continue;
            var first = end - 1;
            while (first > 0 && sizes[first - 1] == 1) first--;
            var (outer, count, inner) = (1L, 1L, 1L);
            for (var i = 0; i < first; i++) outer *= sizes[i];
            for (var i = first; i < end; i++) count *= sizes[i] = shape[i];
            for (var i = end; i < shape.Rank; i++) inner *= shape[i];
            x = RepeatOperator.Apply(x.Reshape(Size(outer), Size(inner)), Size(count));
            end = first + 1;
        }
        return x.Reshape(shape);

        int Size(long size) => ShapeException.RequireInt32("broadcast", shape, "elements in neighbouring axes", size);
    }
}

/// <summary>Broadcasts two shapes.</summary>
internal static class Broadcast
{
    /// <summary>The common shape.</summary>
    /// <exception cref="ShapeException">The shapes cannot be broadcast.</exception>
    public static Shape Of(string place, Shape a, Shape b)
    {
        if (a == b) return a;
        var rank = Math.Max(a.Rank, b.Rank);
        int[] left = Align(a, rank), right = Align(b, rank);
        for (var i = 0; i < rank; i++)
        {
            ShapeException.Require(
                place, left[i] == right[i] || left[i] == 1 || right[i] == 1,
                $"cannot broadcast {a} and {b}: aligned at the last axis, sizes must be equal or 1");
            if (left[i] == 1) left[i] = right[i];
        }
        return new Shape(left);
    }

    /// <summary>The sizes, padded with leading ones to a rank.</summary>
    public static int[] Align(Shape shape, int rank)
    {
        var sizes = new int[rank];
        Array.Fill(sizes, 1);
        shape.CopyTo(sizes.AsSpan(rank - shape.Rank));
        return sizes;
    }

    /// <summary>True if a shape equals the last axes of another and is not a scalar.</summary>
    public static bool IsEnd(Shape end, Shape whole)
    {
        if (end.Rank == 0 || end.Rank > whole.Rank) return false;
        for (var i = 1; i <= end.Rank; i++)
        {
            if (end[^i] != whole[^i]) return false;
        }
        return true;
    }
}

/// <summary>y[o, t, i] = x[o, i] for t from 0 to count − 1. Backward: dx[o, i] = Σ_t dy[o, t, i].</summary>
internal sealed class RepeatOperator(Tensor x, int count) : Operator, IExemplified
{
    public static IEnumerable<OperatorExample> Examples =>
    [
        new("a scalar", [Of()], t => t[0].BroadcastTo(new Shape(2, 3))),
        new("a row", [Of(4)], t => t[0].BroadcastTo(new Shape(3, 4))),
        new("a column", [Of(3, 1)], t => t[0].BroadcastTo(new Shape(3, 4))),
        new("outer and inner axes", [Of(2, 1, 3, 1)], t => t[0].BroadcastTo(new Shape(5, 2, 4, 3, 2))),
        new("twice", [Of(1, 3)], t => t[0].BroadcastTo(new Shape(2, 3)).Add(t[0].BroadcastTo(new Shape(2, 3)))),
        new("to nothing", [Of(1, 3)], t => t[0].BroadcastTo(new Shape(0, 3))),
    ];

    public override string Name => "BroadcastTo";

    /// <summary>[outer, inner] to [outer, count, inner].</summary>
    public static Tensor Apply(Tensor x, int count)
    {
        var y = Tensor.Uninitialized(x.Device, new Shape(x.Shape[0], count, x.Shape[1]));
        x.Device.Reduction.SpreadTokens(x.Shape[0], count, x.Shape[1], 0, count, x.Data, 1, y.Data, accumulate: false);
        if (Tape.Records(x)) Tape.Record(y, new RepeatOperator(x, count));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var dx = device.Allocate(x.Shape.Count);
        device.Reduction.SumTokens(x.Shape[0], count, x.Shape[1], 0, count, dy, 1, dx.View);
        x.ReceiveGradient(dx.View);
        dx.Release();
    }
}
