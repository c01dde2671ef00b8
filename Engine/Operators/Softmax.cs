using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>Softmax over the last axis.</summary>
    public static Tensor Softmax(this Tensor x) => SoftmaxOperator.Apply(x, logarithm: false);

    /// <summary>Logarithm of the softmax over the last axis.</summary>
    public static Tensor LogSoftmax(this Tensor x) => SoftmaxOperator.Apply(x, logarithm: true);
}

/// <summary>See <see cref="Kernels.Softmax.ISoftmax"/>.</summary>
internal sealed class SoftmaxOperator : Operator, IExemplified
{
    private readonly Tensor _x;
    private readonly Tensor _y;
    private readonly bool _logarithm;

    private SoftmaxOperator(Tensor x, Tensor y, bool logarithm)
    {
        _x = x;
        _y = Save(y);
        _logarithm = logarithm;
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("softmax", [Of(4, 3, 37) with { Low = -5, High = 5 }], t => t[0].Softmax()),
        new("log-softmax", [Of(4, 9) with { Low = -5, High = 5 }], t => t[0].LogSoftmax()),
        new("one column", [Of(5, 1)], t => t[0].Softmax()),
    ];

    public override string Name => _logarithm ? "LogSoftmax" : "Softmax";

    public static Tensor Apply(Tensor x, bool logarithm)
    {
        ShapeException.Require("softmax", x.Shape.Rank >= 1, "the input is a scalar, expected [..., classes]");
        var y = Tensor.Uninitialized(x.Device, x.Shape);
        if (logarithm) x.Device.Softmax.LogForward(x.Shape.Rows, x.Shape.Last, x.Data, y.Data);
        else x.Device.Softmax.Forward(x.Shape.Rows, x.Shape.Last, x.Data, y.Data);
        if (Tape.Records(x)) Tape.Record(y, new SoftmaxOperator(x, y, logarithm));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var dx = _x.GradientSink(out var accumulate);
        if (_logarithm) device.Softmax.LogBackward(_x.Shape.Rows, _x.Shape.Last, _y.Data, dy, dx, accumulate);
        else device.Softmax.Backward(_x.Shape.Rows, _x.Shape.Last, _y.Data, dy, dx, accumulate);
    }
}
