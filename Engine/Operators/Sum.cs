using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>Sum of all elements, a scalar.</summary>
    public static Tensor Sum(this Tensor x) => SumOperator.Apply(x, 1);

    /// <summary>Mean of all elements, a scalar.</summary>
    /// <exception cref="ShapeException">The tensor has no elements.</exception>
    public static Tensor Mean(this Tensor x)
    {
        ShapeException.Require("mean", x.Shape.Count > 0, $"a tensor of shape {x.Shape} has no elements");
        return SumOperator.Apply(x, 1.0 / x.Shape.Count);
    }
}

/// <summary>y = s·Σ x. Backward: dx = s·dy everywhere.</summary>
internal sealed class SumOperator(Tensor x, double scale) : Operator, IExemplified
{
    public static IEnumerable<OperatorExample> Examples =>
    [
        new("sum", [Of(3, 5)], t => t[0].Sum()),
        new("mean", [Of(17)], t => t[0].Mean()),
    ];

    public override string Name => "Sum";

    public static Tensor Apply(Tensor x, double scale)
    {
        var y = Tensor.Uninitialized(x.Device, new Shape());
        x.Device.Reduction.Sum(x.Data, scale, y.Data, accumulate: false);
        if (Tape.Records(x)) Tape.Record(y, new SumOperator(x, scale));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var count = ShapeException.RequireInt32("sum backward", x.Shape, "elements", x.Shape.Count);
        var dx = x.GradientSink(out var accumulate);
        device.Reduction.SpreadTokens(1, count, 1, 0, count, dy, scale, dx, accumulate);
    }
}
