using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>Matrix product a·b, or a·bᵀ.</summary>
    /// <param name="a">[m, k].</param>
    /// <param name="b">[k, n]; [n, k] when transposed.</param>
    /// <param name="transposeB">Multiply by bᵀ.</param>
    /// <returns>[m, n].</returns>
    /// <exception cref="ShapeException">The sizes do not match.</exception>
    public static Tensor MatMul(this Tensor a, Tensor b, bool transposeB = false) => MatMulOperator.Apply(a, b, transposeB);
}

/// <summary>y = a·op(b). Backward: da = dy·op(b)ᵀ, db = aᵀ·dy, transposed where b is.</summary>
internal sealed class MatMulOperator : Operator, IExemplified
{
    private readonly Tensor _a;
    private readonly Tensor _b;
    private readonly bool _transposeB;

    private MatMulOperator(Tensor a, Tensor b, bool transposeB)
    {
        _a = Save(a);
        _b = Save(b);
        _transposeB = transposeB;
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("plain", [Of(7, 13), Of(13, 5)], t => t[0].MatMul(t[1])),
        new("transposed", [Of(7, 13), Of(5, 13)], t => t[0].MatMul(t[1], transposeB: true)),
        new("with itself", [Of(6, 4)], t => t[0].MatMul(t[0], transposeB: true)),
        new("one number", [Of(1, 1), Of(1, 1)], t => t[0].MatMul(t[1])),
    ];

    public override string Name => "MatMul";

    public static Tensor Apply(Tensor a, Tensor b, bool transposeB)
    {
        ShapeException.Require(
            "matmul", a.Shape.Rank == 2 && b.Shape.Rank == 2, $"expected two matrices, got shapes {a.Shape} and {b.Shape}");
        var (inner, n) = transposeB ? (b.Shape[1], b.Shape[0]) : (b.Shape[0], b.Shape[1]);
        ShapeException.Require(
            "matmul", a.Shape[1] == inner, $"{a.Shape} times {(transposeB ? "transposed " : "")}{b.Shape}: the inner sizes differ");
        var y = Tensor.Uninitialized(a.Device, new Shape(a.Shape[0], n));
        a.Device.Gemm.Multiply(new GemmProblem(a.Shape[0], n, inner) { TransposeB = transposeB }, a.Data, b.Data, y.Data);
        if (Tape.Records(a, b)) Tape.Record(y, new MatMulOperator(a, b, transposeB));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var (m, k) = (_a.Shape[0], _a.Shape[1]);
        var n = Output.Shape[1];
        if (_a.RequiresGradient)
        {
            var da = _a.GradientSink(out var accumulate);
            device.Gemm.Multiply(new GemmProblem(m, k, n) { TransposeB = !_transposeB, Accumulate = accumulate }, dy, _b.Data, da);
        }
        if (_b.RequiresGradient)
        {
            var db = _b.GradientSink(out var accumulate);
            if (_transposeB) device.Gemm.Multiply(new GemmProblem(n, k, m) { TransposeA = true, Accumulate = accumulate }, dy, _a.Data, db);
            else device.Gemm.Multiply(new GemmProblem(k, n, m) { TransposeA = true, Accumulate = accumulate }, _a.Data, dy, db);
        }
    }
}
