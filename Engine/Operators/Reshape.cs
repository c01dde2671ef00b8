using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>The same numbers with other axes; no copy.</summary>
    /// <exception cref="ShapeException">The number of elements differs.</exception>
    public static Tensor Reshape(this Tensor x, params ReadOnlySpan<int> sizes) => ReshapeOperator.Apply(x, new Shape(sizes));

    /// <inheritdoc cref="Reshape(Tensor, ReadOnlySpan{int})"/>
    public static Tensor Reshape(this Tensor x, Shape shape) => ReshapeOperator.Apply(x, shape);

    /// <summary>The same numbers without a gradient (stop-gradient); no copy.</summary>
    public static Tensor Detach(this Tensor x) => x.ShareAs(x.Shape);
}

/// <summary>y = x with other axes. Backward: dx = dy.</summary>
internal sealed class ReshapeOperator(Tensor x) : Operator, IExemplified
{
    public static IEnumerable<OperatorExample> Examples =>
    [
        new("rows to one axis", [Of(3, 4)], t => t[0].Reshape(12)),
        new("through which two gradients flow", [Of(6)], t => t[0].Reshape(2, 3).Multiply(t[0].Reshape(2, 3))),
    ];

    public override string Name => "Reshape";

    public static Tensor Apply(Tensor x, Shape shape)
    {
        ShapeException.Require(
            "reshape", x.Shape.Count == shape.Count, $"cannot reshape {x.Shape} to {shape}: the numbers of elements differ");
        var y = x.ShareAs(shape);
        if (Tape.Records(x)) Tape.Record(y, new ReshapeOperator(x));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy) => x.ReceiveGradient(dy);
}
