using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>a / b, element by element, with the broadcasting of <see cref="BroadcastTo"/>.</summary>
    /// <exception cref="ShapeException">The shapes cannot be broadcast.</exception>
    public static Tensor Divide(this Tensor a, Tensor b)
    {
        var shape = Broadcast.Of("divide", a.Shape, b.Shape);
        return DivideOperator.Apply(a.BroadcastTo(shape), b.BroadcastTo(shape));
    }
}

/// <summary>y = a / b. Backward: da = dy / b, db = −da ∘ y.</summary>
internal sealed class DivideOperator : Operator, IExemplified
{
    private readonly Tensor _a;
    private readonly Tensor _b;
    private readonly Tensor _y;

    private DivideOperator(Tensor a, Tensor b, Tensor y)
    {
        _a = a;
        _b = Save(b);
        _y = Save(y);
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("quotient", [Of(3, 5), Divisor(3, 5)], t => t[0] / t[1]),
        new("rows by their sums", [Divisor(3, 4)], t => t[0] / t[0].Sum(^1, keepAxis: true)),
        new("of a tensor by itself", [Divisor(5)], t => t[0] / t[0]),
        new("reciprocal", [Divisor(7)], t => 2 / t[0]),
        new("by a number", [Of(7)], t => t[0] / 3),
        new("constant divisor", [Of(7), Divisor(7) with { Differentiable = false }], t => t[0] / t[1]),
    ];

    public override string Name => "Divide";

    public static Tensor Apply(Tensor a, Tensor b)
    {
        var y = Tensor.Uninitialized(a.Device, a.Shape);
        a.Device.Elementwise.Divide(a.Data, b.Data, y.Data);
        if (Tape.Records(a, b)) Tape.Record(y, new DivideOperator(a, b, y));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var da = device.Allocate(dy.Length);
        device.Elementwise.Divide(dy, _b.Data, da.View);
        if (_b.RequiresGradient)
        {
            var product = device.Allocate(dy.Length);
            device.Elementwise.Multiply(da.View, _y.Data, product.View, accumulate: false);
            var db = _b.GradientSink(out var accumulate);
            device.Elementwise.AddScaled(-1, product.View, accumulate ? 1 : 0, db);
            product.Release();
        }
        _a.ReceiveGradient(da.View);
        da.Release();
    }

    private static ExampleInput Divisor(params ReadOnlySpan<int> sizes) => Of(sizes) with { Low = 0.5, High = 2 };
}
