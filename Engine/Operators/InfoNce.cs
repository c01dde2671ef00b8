using EcgCmrNative.Kernels.Contrastive;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>
    /// InfoNCE loss, a scalar. With S = z0·z1ᵀ/τ it is λ0 times the cross-entropy of the rows of S plus 1 − λ0 times that of its columns,
    /// against the positive pairs in the targets. Memory grows with the number of embeddings and listed pairs, not with its square.
    /// </summary>
    /// <param name="z0">[rows, width], usually of unit length (<see cref="L2Normalize"/>).</param>
    /// <param name="z1">[columns, width].</param>
    /// <param name="logTemperature">log τ, a scalar; trainable if the temperature is learned.</param>
    /// <param name="rowWeight">λ0, 0 to 1. Below 1 the number of columns must equal the number of rows.</param>
    /// <param name="targets">
    /// The positive pairs, λ0·T + (1 − λ0)·U, where every row of T and every column of U sums to 1. Null if row i belongs to column i.
    /// </param>
    /// <param name="excluded">Pairs that are left out of the softmax, no targets among them; their weights do not
    /// matter. Null for none.</param>
    /// <returns>The mean over rows.</returns>
    /// <exception cref="ShapeException">The sizes do not fit, or there are no rows.</exception>
    public static Tensor InfoNce(
        this Tensor z0, Tensor z1, Tensor logTemperature, double rowWeight = 0.5, PairList? targets = null, PairList? excluded = null) =>
        InfoNceOperator.Apply(z0, z1, logTemperature, rowWeight, targets, excluded);
}

/// <summary>See <see cref="IInfoNce"/>.</summary>
internal sealed class InfoNceOperator : Operator, IExemplified
{
    private readonly InfoNceProblem _problem;
    private readonly InfoNceOperands _operands;
    private readonly Tensor _z0;
    private readonly Tensor _z1;
    private readonly Tensor _logTemperature;
    private readonly Tensor _rows;
    private readonly Tensor _columns;

    private InfoNceOperator(
        in InfoNceProblem problem, in InfoNceOperands operands, Tensor z0, Tensor z1, Tensor logTemperature, Tensor rows, Tensor columns,
        ReadOnlySpan<Tensor?> pairs)
    {
        (_problem, _operands) = (problem, operands);
        _z0 = Save(z0);
        _z1 = Save(z1);
        _logTemperature = Save(logTemperature);
        _rows = Save(rows);
        _columns = Save(columns);
        foreach (var tensor in pairs)
        {
            if (tensor is not null) Save(tensor);
        }
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("both directions alike", [Of(5, 3), Of(5, 3), Temperature], t => t[0].InfoNce(t[1], t[2])),
        new("weighted directions", [Of(4, 7), Of(4, 7), Temperature], t => t[0].InfoNce(t[1], t[2], 0.75)),
        new("rows only", [Of(3, 2), Of(3, 2), Temperature], t => t[0].InfoNce(t[1], t[2], 1)),
        new("columns only", [Of(3, 2), Of(3, 2), Temperature], t => t[0].InfoNce(t[1], t[2], 0)),
        new("embeddings of unit length", [Of(6, 5), Of(6, 5), Temperature], t => t[0].L2Normalize().InfoNce(t[1].L2Normalize(), t[2])),
        new("an input paired with itself", [Of(4, 3), Temperature], t => t[0].InfoNce(t[0], t[1])),
        new("more columns than rows", [Of(3, 4), Of(7, 4), Temperature], t => t[0].InfoNce(t[1], t[2], 1)),
        new("several positives", [Of(4, 3), Of(4, 3), Temperature],
            t => t[0].InfoNce(t[1], t[2], 0.5, Pairs([(0, 0.5), (2, 0.5)], [(1, 1)], [(0, 0.5), (2, 0.5)], [(3, 1)]))),
        new("excluded pairs", [Of(4, 3), Of(4, 3), Temperature],
            t => t[0].InfoNce(t[1], t[2], 0.25, excluded: Pairs([(1, 1), (3, 1)], [], [(0, 1)], []))),
        new("itself without the diagonal", [Of(4, 3), Temperature],
            t => t[0].InfoNce(
                t[0], t[1], 1, Pairs([(2, 1)], [(3, 1)], [(0, 1)], [(1, 1)]), Pairs([(0, 1)], [(1, 1)], [(2, 1)], [(3, 1)]))),
    ];

    public override string Name => "InfoNce";

    public static Tensor Apply(Tensor z0, Tensor z1, Tensor logTemperature, double rowWeight, PairList? targets, PairList? excluded)
    {
        Require(z0, z1, logTemperature, rowWeight);
        targets?.Require(z0.Shape[0], z1.Shape[0]);
        excluded?.Require(z0.Shape[0], z1.Shape[0]);

        var device = z0.Device;
        var problem = new InfoNceProblem(z0.Shape[0], z1.Shape[0], z0.Shape[1], rowWeight) { Divisor = z0.Shape[0] };
        var (t, e) = (targets?.ToDevice(device), excluded?.ToDevice(device));
        var operands = new InfoNceOperands(z0.Data, z1.Data, logTemperature.Data)
        {
            Targets = t is { } some ? new PairTable(some.Starts.Data, some.Columns.Data, some.Weights.Data) : default,
            Excluded = e is { } others ? new PairTable(others.Starts.Data, others.Columns.Data, default) : default,
        };
        var loss = Tensor.Uninitialized(device, new Shape());
        Tensor rows = Tensor.Uninitialized(device, new Shape(problem.Rows)),
            columns = Tensor.Uninitialized(device, new Shape(problem.Columns));
        device.InfoNce.Normalizers(problem, operands, rows.Data, columns.Data);
        device.InfoNce.Loss(problem, operands, rows.Data, columns.Data, loss.Data);
        if (Tape.Records(z0, z1, logTemperature))
            Tape.Record(loss, new InfoNceOperator(
                problem, operands, z0, z1, logTemperature, rows, columns, [t?.Starts, t?.Columns, t?.Weights, e?.Starts, e?.Columns]));
        return loss;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        // One pass over the tiles computes all three. They get separate memory: both sides may be the same tensor.
        DeviceBuffer? dz0 = Gradient(_z0), dz1 = Gradient(_z1), dt = Gradient(_logTemperature);
        device.InfoNce.Backward(
            _problem, _operands, _rows.Data, _columns.Data, dy, dz0?.View ?? default, dz1?.View ?? default, dt?.View ?? default,
            accumulate: false);
        Pass(dz0, _z0);
        Pass(dz1, _z1);
        Pass(dt, _logTemperature);
    }

    private static void Require(Tensor z0, Tensor z1, Tensor logTemperature, double rowWeight)
    {
        ShapeException.Require(
            "InfoNCE", z0.Shape.Rank == 2 && z0.Shape[0] > 0,
            $"the first side has shape {z0.Shape}, expected [pairs, width] with at least one pair");
        ArgumentOutOfRangeException.ThrowIfNegative(rowWeight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowWeight, 1);
        if (rowWeight < 1) ShapeException.Require("InfoNCE", "the second side", z1.Shape, z0.Shape);
        else
            ShapeException.Require(
                "InfoNCE", z1.Shape.Rank == 2 && z1.Shape[1] == z0.Shape[1] && z1.Shape[0] >= z0.Shape[0],
                $"the second side has shape {z1.Shape}; it must have the width of {z0.Shape} and at least as many rows");
        ShapeException.Require(
            "InfoNCE", logTemperature.Shape.Count == 1, $"the temperature has shape {logTemperature.Shape}, expected one number");
    }

    private static ExampleInput Temperature => new(new Shape()) { Low = -1, High = -0.5 };

    private static PairList Pairs(params ReadOnlySpan<(int Column, double Weight)[]> rows)
    {
        var list = new PairList();
        foreach (var row in rows)
        {
            foreach (var (column, weight) in row) list.Add(column, weight);
            list.EndRow();
        }
        return list;
    }

    private static DeviceBuffer? Gradient(Tensor tensor) => tensor.RequiresGradient ? tensor.Device.Allocate(tensor.Shape.Count) : null;

    private static void Pass(DeviceBuffer? gradient, Tensor tensor)
    {
        if (gradient is null) return;
        tensor.ReceiveGradient(gradient.View);
        gradient.Release();
    }
}
