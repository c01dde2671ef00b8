using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>
    /// Normalised cross-correlation: the Pearson correlation of every signal with its target, averaged over the signals; a scalar.
    /// The target gets no gradient.
    /// </summary>
    /// <param name="prediction">[..., time].</param>
    /// <param name="target">Of the same shape.</param>
    /// <param name="epsilon">Added to the unbiased variances.</param>
    /// <exception cref="ShapeException">The shapes differ, or there are fewer than two samples.</exception>
    public static Tensor Correlation(this Tensor prediction, Tensor target, double epsilon = 1e-12) =>
        CorrelationOperator.Apply(prediction, target, epsilon);
}

/// <summary>See <see cref="Kernels.Reconstruction.IReconstruction"/>.</summary>
internal sealed class CorrelationOperator : Operator, IExemplified
{
    private readonly Tensor _prediction;
    private readonly Tensor _target;
    private readonly Tensor _statistics;

    private CorrelationOperator(Tensor prediction, Tensor target, Tensor statistics)
    {
        _prediction = Save(prediction);
        _target = Save(target);
        _statistics = Save(statistics);
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("signals", [Of(2, 3, 50), Constant(2, 3, 50)], t => t[0].Correlation(t[1])),
        new("two samples", [Of(4, 2), Constant(4, 2)], t => t[0].Correlation(t[1], 1e-2)),
    ];

    public override string Name => "Correlation";

    public static Tensor Apply(Tensor prediction, Tensor target, double epsilon)
    {
        ShapeException.Require("correlation", "target", target.Shape, prediction.Shape);
        var (rows, columns) = (prediction.Shape.Rows, prediction.Shape.Last);
        ShapeException.Require(
            "correlation", columns >= 2, $"signals of {columns} sample(s) have no variance; two or more samples are needed");
        var y = Tensor.Uninitialized(prediction.Device, new Shape());
        var statistics = Tensor.Uninitialized(prediction.Device, new Shape(rows, 5));
        prediction.Device.Reconstruction.Correlation(rows, columns, prediction.Data, target.Data, epsilon, statistics.Data, y.Data);
        if (Tape.Records(prediction)) Tape.Record(y, new CorrelationOperator(prediction, target, statistics));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var (rows, columns) = (_prediction.Shape.Rows, _prediction.Shape.Last);
        var dp = _prediction.GradientSink(out var accumulate);
        device.Reconstruction.CorrelationBackward(rows, columns, _prediction.Data, _target.Data, _statistics.Data, dy, dp, accumulate);
    }
}
