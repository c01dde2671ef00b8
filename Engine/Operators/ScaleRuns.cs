using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>Scales each sample by its own constant, as drop path does.</summary>
    /// <param name="x">[batch, ...].</param>
    /// <param name="factors">[batch]; gets no gradient.</param>
    /// <exception cref="ShapeException">The number of factors is not the number of samples.</exception>
    public static Tensor ScaleSamples(this Tensor x, Tensor factors) => ScaleRunsOperator.Apply(x, factors);
}

/// <summary>y[b, …] = factor[b]·x[b, …]. Backward: dx[b, …] = factor[b]·dy[b, …].</summary>
internal sealed class ScaleRunsOperator : Operator, IExemplified
{
    private readonly Tensor _x;
    private readonly Tensor _factors;

    private ScaleRunsOperator(Tensor x, Tensor factors)
    {
        _x = x;
        _factors = Save(factors);
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("samples", [Of(3, 4, 5), Constant(3)], t => t[0].ScaleSamples(t[1])),
    ];

    public override string Name => "ScaleSamples";

    public static Tensor Apply(Tensor x, Tensor factors)
    {
        ShapeException.Require("scale samples", x.Shape.Rank >= 1, "the input is a scalar, expected [samples, ...]");
        ShapeException.Require("scale samples", "the factors", factors.Shape, new Shape(x.Shape[0]));
        var y = Tensor.Uninitialized(x.Device, x.Shape);
        x.Device.Elementwise.ScaleRuns(x.Data, factors.Data, y.Data, accumulate: false);
        if (Tape.Records(x)) Tape.Record(y, new ScaleRunsOperator(x, factors));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var dx = _x.GradientSink(out var accumulate);
        device.Elementwise.ScaleRuns(dy, _factors.Data, dx, accumulate);
    }
}
