using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Tests.Pages;

// The page's program begins.
/// <summary>y = x·s(x) with s(x) = 1/(1 + e⁻ˣ), written with tensors: it keeps x alone for the backward pass, its parts would keep three.</summary>
public sealed class Swish : ComposedOperator, IExemplified
{
    private readonly Tensor _x;

    private Swish(Tensor x) => _x = Save(x);

    public static IEnumerable<OperatorExample> Examples => [new("odd sizes", [ExampleInput.Of(3, 7)], t => Apply(t[0]))];

    public override string Name => "Swish";

    public static Tensor Apply(Tensor x)
    {
        Tensor y;
        using (Tape.Pause()) y = x * x.Sigmoid();
        if (Tape.Records(x)) Tape.Record(y, new Swish(x));
        return y;
    }

    // dx = dy·s·(1 + x·(1 − s))
    protected override void Backward(Tensor dy)
    {
        var s = _x.Sigmoid();
        _x.ReceiveGradient(dy * s * (1 + _x * (1 - s)));
    }
}

/// <summary>y = x·xᵀ of a matrix x [rows, width], written with kernels of the device: nothing is made on the way.</summary>
public sealed class Gram : Operator, IExemplified
{
    private readonly Tensor _x;

    private Gram(Tensor x) => _x = Save(x);

    public static IEnumerable<OperatorExample> Examples => [new("odd sizes", [ExampleInput.Of(5, 7)], t => Apply(t[0]))];

    public override string Name => "Gram";

    public static Tensor Apply(Tensor x)
    {
        ShapeException.Require("gram", x.Shape.Rank == 2, $"{x.Shape} is not a matrix");
        var (rows, width) = (x.Shape[0], x.Shape[1]);
        var y = Tensor.Uninitialized(x.Device, new Shape(rows, rows));
        x.Device.Gemm.Multiply(new GemmProblem(rows, rows, width) { TransposeB = true }, x.Data, x.Data, y.Data);
        if (Tape.Records(x)) Tape.Record(y, new Gram(x));
        return y;
    }

    // dx = (dy + dyᵀ)·x
    protected override void Backward(Device device, BufferView dy)
    {
        var (rows, width) = (_x.Shape[0], _x.Shape[1]);
        var dx = _x.GradientSink(out var accumulate);
        device.Gemm.Multiply(new GemmProblem(rows, width, rows) { Accumulate = accumulate }, dy, _x.Data, dx);
        device.Gemm.Multiply(new GemmProblem(rows, width, rows) { TransposeA = true, Accumulate = true }, dy, _x.Data, dx);
    }
}

/// <summary>A module: swish of one linear layer times another, [..., inputs] to [..., outputs] (Shazeer 2020).</summary>
public sealed class GatedLinear : Layer
{
    private readonly Linear _gate;
    private readonly Linear _value;

    public GatedLinear(Device device, RandomSource random, int inputs, int outputs)
    {
        _gate = Add("gate", new Linear(device, random, inputs, outputs));
        _value = Add("value", new Linear(device, random, inputs, outputs));
    }

    protected override Tensor Compute(Tensor x) => Swish.Apply(_gate.Forward(x)) * _value.Forward(x);
}
// The page's program ends.
