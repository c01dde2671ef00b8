using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>Each row (last axis) to unit Euclidean norm; rows shorter than ε are divided by ε.</summary>
    public static Tensor L2Normalize(this Tensor x, double epsilon = 1e-12) => L2NormalizeOperator.Apply(x, epsilon);
}

/// <summary>See <see cref="Kernels.L2Norm.IL2Norm"/>.</summary>
internal sealed class L2NormalizeOperator : Operator, IExemplified
{
    private readonly Tensor _x;
    private readonly Tensor _y;
    private readonly Tensor _norms;
    private readonly double _epsilon;

    private L2NormalizeOperator(Tensor x, Tensor y, Tensor norms, double epsilon)
    {
        _x = x;
        _y = Save(y);
        _norms = Save(norms);
        _epsilon = epsilon;
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("rows", [Of(5, 12)], t => t[0].L2Normalize()),
        new("shorter than epsilon", [Of(3, 4) with { Low = -0.1, High = 0.1 }], t => t[0].L2Normalize(1.0)),
        new("one number", [Of(1, 1) with { Low = 0.5 }], t => t[0].L2Normalize()),
    ];

    public override string Name => "L2Normalize";

    public static Tensor Apply(Tensor x, double epsilon)
    {
        ShapeException.Require("L2 normalize", x.Shape.Rank >= 1, "the input is a scalar, expected [..., width]");
        var y = Tensor.Uninitialized(x.Device, x.Shape);
        var records = Tape.Records(x);
        var norms = records ? Tensor.Uninitialized(x.Device, new Shape(x.Shape.Rows)) : null;
        x.Device.L2Norm.Forward(x.Shape.Rows, x.Shape.Last, x.Data, epsilon, y.Data, norms?.Data ?? default);
        if (records) Tape.Record(y, new L2NormalizeOperator(x, y, norms!, epsilon));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var dx = _x.GradientSink(out var accumulate);
        device.L2Norm.Backward(_x.Shape.Rows, _x.Shape.Last, _y.Data, _epsilon, _norms.Data, dy, dx, accumulate);
    }
}
