using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>
    /// Adds a table to every sample: a position embedding [tokens, width] to [batch, tokens, width], or a bias [width] to [..., width].
    /// </summary>
    /// <exception cref="ShapeException">The table's shape is not the end of x's.</exception>
    public static Tensor AddTable(this Tensor x, Tensor table) => AddTableOperator.Apply(x, table);
}

/// <summary>y[n, …] = x[n, …] + table[…]. Backward: dx = dy, dtable = Σ_n dy[n, …].</summary>
internal sealed class AddTableOperator(Tensor x, Tensor table) : Operator, IExemplified
{
    public static IEnumerable<OperatorExample> Examples =>
    [
        new("positions", [Of(3, 5, 8), Of(5, 8)], t => t[0].AddTable(t[1])),
        new("bias", [Of(4, 7), Of(7)], t => t[0].AddTable(t[1])),
    ];

    public override string Name => "AddTable";

    public static Tensor Apply(Tensor x, Tensor table)
    {
        var lead = x.Shape.Rank - table.Shape.Rank;
        ShapeException.Require(
            "add table",
            lead >= 0 && x.Shape.ToArray().AsSpan(lead).SequenceEqual(table.Shape.ToArray()),
            $"the input {x.Shape} must end with the axes of the table {table.Shape}");
        var y = Tensor.Uninitialized(x.Device, x.Shape);
        x.Device.Elementwise.AddTable(x.Data, table.Data, y.Data);
        if (Tape.Records(x, table)) Tape.Record(y, new AddTableOperator(x, table));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        if (table.RequiresGradient)
        {
            var columns = ShapeException.RequireInt32("add table backward", table.Shape, "elements", table.Shape.Count);
            var rows = columns == 0 ? 0 : ShapeException.RequireInt32("add table backward", x.Shape, "rows", dy.Length / columns);
            var sink = table.GradientSink(out var accumulate);
            device.Reduction.SumRows(rows, columns, dy, 1, sink, accumulate);
        }
        x.ReceiveGradient(dy);
    }
}
