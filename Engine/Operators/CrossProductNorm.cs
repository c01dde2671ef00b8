using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>
    /// ‖aᵀb‖², the sum of the squares of the product's [width, width] elements, without the product: it is Σ (a·aᵀ)∘(b·bᵀ) over pairs of
    /// rows, computed some rows at a time, and again in the backward pass. Memory grows with the rows, not with the square of rows or
    /// width.
    /// </summary>
    /// <param name="a">[rows, width].</param>
    /// <param name="b">As a.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ShapeException">The sizes do not match.</exception>
    public static Tensor CrossProductNorm(this Tensor a, Tensor b) => CrossProductNormOperator.Apply(a, b);
}

/// <summary>y = Σ (a·aᵀ)∘(b·bᵀ). Backward: da = 2·dy·(b·bᵀ)·a and the same with a and b exchanged.</summary>
internal sealed class CrossProductNormOperator : Operator, IExemplified
{
    private const int RowsAtOnce = 64;

    private readonly Tensor _a;
    private readonly Tensor _b;

    private CrossProductNormOperator(Tensor a, Tensor b)
    {
        _a = Save(a);
        _b = Save(b);
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("wide", [Of(3, 7), Of(3, 7)], t => t[0].CrossProductNorm(t[1])),
        new("more rows than at once", [Of(70, 2), Of(70, 2)], t => t[0].CrossProductNorm(t[1])),
        new("with itself", [Of(4, 3)], t => t[0].CrossProductNorm(t[0])),
        new("one side fixed", [Of(2, 3), Constant(2, 3)], t => t[0].CrossProductNorm(t[1])),
    ];

    public override string Name => "CrossProductNorm";

    public static Tensor Apply(Tensor a, Tensor b)
    {
        ShapeException.Require(
            "cross product norm", a.Shape is { Rank: 2, Count: > 0 },
            $"the first factor has shape {a.Shape}, expected [rows, width] with at least one row");
        ShapeException.Require("cross product norm", "the second factor", b.Shape, a.Shape);
        var device = a.Device;
        var y = Tensor.Uninitialized(device, new Shape());
        var scratch = device.Allocate(2L * Math.Min(RowsAtOnce, a.Shape[0]) * a.Shape[0]);
        for (var first = 0; first < a.Shape[0]; first += RowsAtOnce)
        {
            var products = Math.Min(RowsAtOnce, a.Shape[0] - first) * (long)a.Shape[0];
            BufferView ofA = scratch.View.Slice(0, products), ofB = scratch.View.Slice(products, products);
            RowProducts(a, first, ofA);
            RowProducts(b, first, ofB);
            device.Reduction.Dot(ofA, ofB, y.Data, accumulate: first > 0);
        }
        scratch.Release();
        if (Tape.Records(a, b)) Tape.Record(y, new CrossProductNormOperator(a, b));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        // Separate memory: both inputs may be the same tensor.
        DeviceBuffer? da = Gradient(_a, _b, dy), db = Gradient(_b, _a, dy);
        Pass(da, _a);
        Pass(db, _b);
    }

    /// <summary>x[rows]·xᵀ.</summary>
    private static void RowProducts(Tensor x, int first, BufferView products)
    {
        var (count, width) = ((int)(products.Length / x.Shape[0]), x.Shape[1]);
        x.Device.Gemm.Multiply(
            new GemmProblem(count, x.Shape[0], width) { TransposeB = true }, x.Data.Slice((long)first * width, (long)count * width), x.Data,
            products);
    }

    /// <summary>2·dy·(other·otherᵀ)·x; null if it is not needed.</summary>
    private static DeviceBuffer? Gradient(Tensor x, Tensor other, BufferView dy)
    {
        if (!x.RequiresGradient) return null;
        var (device, rows, width) = (x.Device, x.Shape[0], x.Shape[1]);
        var gradient = device.Allocate(x.Shape.Count);
        var scratch = device.Allocate((long)Math.Min(RowsAtOnce, rows) * rows);
        for (var first = 0; first < rows; first += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, rows - first);
            var products = scratch.View.Slice(0, (long)count * rows);
            RowProducts(other, first, products);
            device.Gemm.Multiply(
                new GemmProblem(count, width, rows) { Alpha = 2 }, products, x.Data,
                gradient.View.Slice((long)first * width, (long)count * width));
        }
        scratch.Release();
        device.Elementwise.ScaleRuns(gradient.View, dy, gradient.View, accumulate: false);
        return gradient;
    }

    private static void Pass(DeviceBuffer? gradient, Tensor tensor)
    {
        if (gradient is null) return;
        tensor.ReceiveGradient(gradient.View);
        gradient.Release();
    }
}
