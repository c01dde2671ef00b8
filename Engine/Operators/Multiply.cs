using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Randomness;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>a ∘ b, element by element, with the broadcasting of <see cref="BroadcastTo"/>.</summary>
    /// <exception cref="ShapeException">The shapes cannot be broadcast.</exception>
    public static Tensor Multiply(this Tensor a, Tensor b)
    {
        var shape = Broadcast.Of("multiply", a.Shape, b.Shape);
        return MultiplyOperator.Apply(a.BroadcastTo(shape), b.BroadcastTo(shape));
    }
}

/// <summary>y = a ∘ b. Backward: da = dy ∘ b, db = dy ∘ a.</summary>
internal sealed class MultiplyOperator : Operator, IExemplified
{
    private readonly Tensor _a;
    private readonly Tensor _b;

    private MultiplyOperator(Tensor a, Tensor b)
    {
        _a = Save(a);
        _b = Save(b);
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("product", [Of(3, 5), Of(3, 5)], t => t[0].Multiply(t[1])),
        new("square", [Of(11)], t => t[0].Multiply(t[0])),
        new("dropout", [Of(5, 33)], t => t[0].Dropout(0.3, new RandomStream(Seed: 1, Number: 2))),
        new("broadcast", [Of(2, 3, 4), Of(3, 1)], t => t[0] * t[1]),
    ];

    public override string Name => "Multiply";

    public static Tensor Apply(Tensor a, Tensor b)
    {
        var y = Tensor.Uninitialized(a.Device, a.Shape);
        a.Device.Elementwise.Multiply(a.Data, b.Data, y.Data, accumulate: false);
        if (Tape.Records(a, b)) Tape.Record(y, new MultiplyOperator(a, b));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        Share(_a, _b);
        Share(_b, _a);

        void Share(Tensor input, Tensor other)
        {
            if (!input.RequiresGradient) return;
            var sink = input.GradientSink(out var accumulate);
            device.Elementwise.Multiply(dy, other.Data, sink, accumulate);
        }
    }
}
