using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>
    /// Picks rows by index: y[i, :] = x[rows[i], :]; index −1 gives the substitute. Used for masking, un-shuffling with a mask token,
    /// prepending a class token and slicing tokens. Indices may repeat; their gradients add up.
    /// </summary>
    /// <param name="x">[..., columns]; its leading axes are taken together as rows.</param>
    /// <param name="rows">[...] of indices, −1 or a row of x.</param>
    /// <param name="substitute">Any shape of columns elements, or null for zeros.</param>
    /// <returns>[shape of rows, columns].</returns>
    /// <exception cref="ShapeException">The sizes do not match.</exception>
    /// <exception cref="ArgumentException">An index is out of range, or the tensors are on different devices.</exception>
    public static Tensor GatherRows(this Tensor x, Tensor rows, Tensor? substitute = null) => GatherRowsOperator.Apply(x, rows, substitute);
}

/// <summary>y[i] = x[rows[i]] or the substitute. Backward: dx[rows[i]] += dy[i] in the order of i, dsubstitute = Σ over index −1.</summary>
internal sealed class GatherRowsOperator : Operator, IExemplified
{
    private readonly Tensor _x;
    private readonly Tensor _rows;
    private readonly Tensor? _substitute;

    private GatherRowsOperator(Tensor x, Tensor rows, Tensor? substitute)
    {
        _x = x;
        _rows = Save(rows);
        _substitute = substitute;
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("some rows", [Of(6, 5)], t => t[0].GatherRows(Indices(t[0], 4, 0, 2))),
        new("repeated rows", [Of(3, 4)], t => t[0].GatherRows(Indices(t[0], 1, 1, 2, 1))),
        new("substitute", [Of(4, 3), Of(3)], t => t[0].GatherRows(Indices(t[0], -1, 3, -1, 0, -1), t[1])),
        new("zeros for -1", [Of(4, 3)], t => t[0].GatherRows(Indices(t[0], -1, 3))),
    ];

    public override string Name => "GatherRows";

    public static Tensor Apply(Tensor x, Tensor rows, Tensor? substitute)
    {
        ShapeException.Require("gather rows", x.Shape.Rank >= 1, "the source is a scalar, expected [..., columns]");
        ShapeException.Require("gather rows", rows.Data.Buffer.Kind == ElementKind.Int32, "the row numbers must be Int32");
        ShapeException.Require("gather rows", rows.Shape.Rank < Shape.MaxRank, $"the row numbers {rows.Shape} have too many axes");
        var columns = x.Shape.Last;
        if (substitute is not null)
            ShapeException.Require(
                "gather rows", substitute.Shape.Count == columns,
                $"the substitute has shape {substitute.Shape}, expected {columns} numbers");
        var y = Tensor.Uninitialized(x.Device, new Shape([.. rows.Shape.ToArray(), columns]));
        x.Device.Gather.Rows(columns, x.Data, rows.Data, substitute?.Data ?? default, y.Data, accumulate: false);
        if (Tape.Records(x, substitute)) Tape.Record(y, new GatherRowsOperator(x, rows, substitute));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var columns = _x.Shape.Last;
        if (_x.RequiresGradient)
        {
            var dx = _x.GradientSink(out var accumulate);
            if (!accumulate) device.Elementwise.Fill(dx, 0);
            device.Gather.ScatterAdd(columns, dy, _rows.Data, dx);
        }
        if (_substitute is { RequiresGradient: true })
        {
            var sink = _substitute.GradientSink(out var accumulate);
            device.Gather.SumSubstituted(columns, dy, _rows.Data, sink, accumulate);
        }
    }

    private static Tensor Indices(Tensor x, params ReadOnlySpan<int> rows) => Tensor.FromIndices(x.Device, new Shape(rows.Length), rows);
}
