using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>a + b of the same shape.</summary>
    public static Tensor Add(this Tensor a, Tensor b) => a.AddScaled(b, 1, 1);

    /// <summary>a − b of the same shape.</summary>
    public static Tensor Subtract(this Tensor a, Tensor b) => a.AddScaled(b, 1, -1);

    /// <summary>factor · x.</summary>
    public static Tensor Scale(this Tensor x, double factor) => LinearCombinationOperator.Apply(x, factor, null, 0);

    /// <summary>first · a + second · b of the same shape: how losses are mixed.</summary>
    public static Tensor AddScaled(this Tensor a, Tensor b, double first, double second) =>
        LinearCombinationOperator.Apply(a, first, b, second);
}

/// <summary>y = α·a + β·b. Backward: da = α·dy, db = β·dy.</summary>
internal sealed class LinearCombinationOperator(Tensor a, double first, Tensor? b, double second) : Operator, IExemplified
{
    public static IEnumerable<OperatorExample> Examples =>
    [
        new("sum", [Of(3, 5), Of(3, 5)], t => t[0].Add(t[1])),
        new("of a tensor with itself", [Of(7)], t => t[0].Add(t[0])),
        new("weighted", [Of(17), Of(17)], t => t[0].AddScaled(t[1], 0.9, -0.1)),
        new("scaled", [Of(2, 9)], t => t[0].Scale(-2.5)),
        new("sum, then both again", [Of(4), Of(4)], t => t[0].Add(t[1]).Add(t[0]).Subtract(t[1].Scale(3))),
        new("scalars", [Of(), Of()], t => t[0].Subtract(t[1])),
    ];

    public override string Name => "Add";

    public static Tensor Apply(Tensor a, double first, Tensor? b, double second)
    {
        if (b is not null) ShapeException.Require("add", "second term", b.Shape, a.Shape);
        var y = Tensor.Uninitialized(a.Device, a.Shape);
        var kernels = a.Device.Elementwise;
        if (b is not null && first == 1 && second == 1)
        {
            kernels.Add(a.Data, b.Data, y.Data);
        }
        else
        {
            kernels.AddScaled(first, a.Data, 0, y.Data);
            if (b is not null) kernels.AddScaled(second, b.Data, 1, y.Data);
        }
        if (Tape.Records(a, b)) Tape.Record(y, new LinearCombinationOperator(a, first, b, second));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        // Scaled shares first: a share with factor 1 may take dy over.
        if (first != 1) Share(device, a, first, dy);
        if (b is not null && second != 1) Share(device, b, second, dy);
        if (first == 1) a.ReceiveGradient(dy);
        if (b is not null && second == 1) b.ReceiveGradient(dy);
    }

    private static void Share(Device device, Tensor input, double factor, BufferView dy)
    {
        if (!input.RequiresGradient) return;
        var sink = input.GradientSink(out var accumulate);
        device.Elementwise.AddScaled(factor, dy, accumulate ? 1 : 0, sink);
    }
}
