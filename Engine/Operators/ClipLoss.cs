using EcgCmrNative.Kernels.Contrastive;
using EcgCmrNative.Kernels.Devices;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>
    /// The symmetric contrastive loss of pairs, a scalar: λ0·CE(rows of S) + (1 − λ0)·CE(columns of S) with S = z0·z1ᵀ/τ and the pairs on
    /// the diagonal. Memory grows with the embeddings, not with the square of their number.
    /// </summary>
    /// <param name="z0">[pairs, width], unit rows as a rule (<see cref="L2Normalize"/>).</param>
    /// <param name="z1">[pairs, width]; row i belongs to row i of z0.</param>
    /// <param name="logTemperature">log τ, a scalar; trainable where the temperature is learned.</param>
    /// <param name="rowWeight">λ0, 0 to 1.</param>
    /// <exception cref="ShapeException">The sizes do not fit, or there are no pairs.</exception>
    public static Tensor ClipLoss(this Tensor z0, Tensor z1, Tensor logTemperature, double rowWeight = 0.5) =>
        ClipLossOperator.Apply(z0, z1, logTemperature, rowWeight);
}

/// <summary>See <see cref="IInfoNce"/>.</summary>
internal sealed class ClipLossOperator : Operator, IExemplified
{
    private readonly InfoNceProblem _problem;
    private readonly Tensor _z0;
    private readonly Tensor _z1;
    private readonly Tensor _logTemperature;
    private readonly Tensor _rows;
    private readonly Tensor _columns;

    private ClipLossOperator(in InfoNceProblem problem, Tensor z0, Tensor z1, Tensor logTemperature, Tensor rows, Tensor columns)
    {
        _problem = problem;
        _z0 = Save(z0);
        _z1 = Save(z1);
        _logTemperature = Save(logTemperature);
        _rows = Save(rows);
        _columns = Save(columns);
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("both directions alike", [Of(5, 3), Of(5, 3), Temperature], t => t[0].ClipLoss(t[1], t[2])),
        new("weighted directions", [Of(4, 7), Of(4, 7), Temperature], t => t[0].ClipLoss(t[1], t[2], 0.75)),
        new("rows only", [Of(3, 2), Of(3, 2), Temperature], t => t[0].ClipLoss(t[1], t[2], 1)),
        new("embeddings of unit length", [Of(6, 5), Of(6, 5), Temperature], t => t[0].L2Normalize().ClipLoss(t[1].L2Normalize(), t[2])),
        new("an input paired with itself", [Of(4, 3), Temperature], t => t[0].ClipLoss(t[0], t[1])),
    ];

    public override string Name => "ClipLoss";

    public static Tensor Apply(Tensor z0, Tensor z1, Tensor logTemperature, double rowWeight)
    {
        ShapeException.Require(
            "CLIP loss", z0.Shape.Rank == 2 && z0.Shape[0] > 0, $"{z0.Shape} is not [pairs, width] with one pair at least");
        ShapeException.Require("CLIP loss", "the second side", z1.Shape, z0.Shape);
        ShapeException.Require("CLIP loss", logTemperature.Shape.Count == 1, $"the temperature {logTemperature.Shape} is not one number");
        ArgumentOutOfRangeException.ThrowIfNegative(rowWeight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowWeight, 1);

        var problem = new InfoNceProblem(z0.Shape[0], z1.Shape[0], z0.Shape[1], rowWeight);
        var (device, pairs) = (z0.Device, new Shape(z0.Shape[0]));
        var loss = Tensor.Uninitialized(device, new Shape());
        Tensor rows = Tensor.Uninitialized(device, pairs), columns = Tensor.Uninitialized(device, pairs);
        device.InfoNce.Normalizers(problem, z0.Data, z1.Data, logTemperature.Data, rows.Data, columns.Data);
        device.InfoNce.Loss(problem, z0.Data, z1.Data, logTemperature.Data, rows.Data, columns.Data, loss.Data);
        if (Tape.Records(z0, z1, logTemperature)) Tape.Record(loss, new ClipLossOperator(problem, z0, z1, logTemperature, rows, columns));
        return loss;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        // One pass over the tiles makes all three. They get memory of their own: the sides may be one tensor.
        DeviceBuffer? dz0 = Gradient(_z0), dz1 = Gradient(_z1), dt = Gradient(_logTemperature);
        device.InfoNce.Backward(
            _problem, _z0.Data, _z1.Data, _logTemperature.Data, _rows.Data, _columns.Data, dy,
            dz0?.View ?? default, dz1?.View ?? default, dt?.View ?? default, accumulate: false);
        Pass(dz0, _z0);
        Pass(dz1, _z1);
        Pass(dt, _logTemperature);
    }

    private static ExampleInput Temperature => new(new Shape()) { Low = -1, High = -0.5 };

    private static DeviceBuffer? Gradient(Tensor tensor) => tensor.RequiresGradient ? tensor.Device.Allocate(tensor.Shape.Count) : null;

    private static void Pass(DeviceBuffer? gradient, Tensor tensor)
    {
        if (gradient is null) return;
        tensor.ReceiveGradient(gradient.View);
        gradient.Release();
    }
}
