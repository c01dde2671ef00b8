using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>Mean squared error Σ (p − t)² / divisor, a scalar. The target gets no gradient.</summary>
    /// <param name="prediction">p.</param>
    /// <param name="target">t, of the same shape.</param>
    /// <param name="divisor">Divisor of the sum; null for the number of elements.</param>
    public static Tensor SquaredError(this Tensor prediction, Tensor target, double? divisor = null) =>
        SquaredErrorOperator.Apply(prediction, target, divisor ?? prediction.Shape.Count);
}

/// <summary>See <see cref="Kernels.Reconstruction.IReconstruction"/>.</summary>
internal sealed class SquaredErrorOperator : Operator, IExemplified
{
    private readonly Tensor _prediction;
    private readonly Tensor _target;
    private readonly double _divisor;

    private SquaredErrorOperator(Tensor prediction, Tensor target, double divisor)
    {
        _prediction = Save(prediction);
        _target = Save(target);
        _divisor = divisor;
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("mean", [Of(3, 41), Constant(3, 41)], t => t[0].SquaredError(t[1])),
        new("divisor", [Of(5), Constant(5)], t => t[0].SquaredError(t[1], 2.5)),
    ];

    public override string Name => "SquaredError";

    public static Tensor Apply(Tensor prediction, Tensor target, double divisor)
    {
        ShapeException.Require("squared error", "target", target.Shape, prediction.Shape);
        var y = Tensor.Uninitialized(prediction.Device, new Shape());
        prediction.Device.Reconstruction.SquaredError(prediction.Data, target.Data, divisor, y.Data);
        if (Tape.Records(prediction)) Tape.Record(y, new SquaredErrorOperator(prediction, target, divisor));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var dp = _prediction.GradientSink(out var accumulate);
        device.Reconstruction.SquaredErrorBackward(_prediction.Data, _target.Data, _divisor, dy, dp, accumulate);
    }
}
