using ILGPU;
using ILGPU.Runtime.Cuda;

namespace EcgCmrNative.Kernels.Gemm.Gpu;

/// <summary>A thread's share of 16 rows of A by 8 steps of K: float32 numbers, each as a TF32 number and what is left of it.</summary>
internal struct TensorRows
{
    public TensorFactor X, Y, Z, W;

    /// <summary>Loads from a panel: the rows at <paramref name="at"/> and eight below, and the same four steps of K later.</summary>
    public static TensorRows Load(ArrayView<float> panel, int at, int fourSteps) => new()
    {
        X = TensorFactor.Split(panel[at]),
        Y = TensorFactor.Split(panel[at + 8]),
        Z = TensorFactor.Split(panel[at + fourSteps]),
        W = TensorFactor.Split(panel[at + fourSteps + 8]),
    };
}

/// <summary>A thread's share of 8 columns of B by 8 steps of K.</summary>
internal struct TensorColumns
{
    public TensorFactor X, Y;

    public static TensorColumns Load(ArrayView<float> panel, int at, int fourSteps) => new()
    {
        X = TensorFactor.Split(panel[at]),
        Y = TensorFactor.Split(panel[at + fourSteps]),
    };
}

/// <summary>A number as the sum of two with 10 bits of mantissa, in the bits that tensor cores take.</summary>
internal struct TensorFactor
{
    public uint Large, Small;

    public static TensorFactor Split(float x)
    {
        var large = Round(x);
        return new() { Large = large, Small = Round(x - Interop.IntAsFloat(large)) };
    }

    private static uint Round(float x)
    {
        CudaAsm.Emit("cvt.rna.tf32.f32 %0, %1;", out uint bits, x);
        return bits;
    }
}

/// <summary>A thread's share of 16 rows by 32 columns of the product: four blocks of 16×8.</summary>
internal struct TensorRow
{
    public Float4 Block0, Block1, Block2, Block3;

    public static TensorRow AddProducts(
        TensorRow sum, TensorRows a, TensorColumns b0, TensorColumns b1, TensorColumns b2, TensorColumns b3) => new()
        {
            Block0 = Float4.Add(sum.Block0, Product(a, b0)),
            Block1 = Float4.Add(sum.Block1, Product(a, b1)),
            Block2 = Float4.Add(sum.Block2, Product(a, b2)),
            Block3 = Float4.Add(sum.Block3, Product(a, b3)),
        };

    /// <summary>Puts the upper or lower eight of the sixteen rows into shared memory, 32 columns each.</summary>
    public static void Stage(TensorRow sum, bool lower, ArrayView<float> stage, int at)
    {
        Stage(sum.Block0, lower, stage, at);
        Stage(sum.Block1, lower, stage, at + 8);
        Stage(sum.Block2, lower, stage, at + 16);
        Stage(sum.Block3, lower, stage, at + 24);
    }

    private static void Stage(Float4 block, bool lower, ArrayView<float> stage, int at)
    {
        stage[at] = lower ? block.Z : block.X;
        stage[at + 1] = lower ? block.W : block.Y;
    }

    // Eight steps of K. The products of the small parts with each other are left out: at most 2^-22 of the whole.
    private static Float4 Product(TensorRows a, TensorColumns b)
    {
        var product = MultiplyAdd(new(), a.X.Small, a.Y.Small, a.Z.Small, a.W.Small, b.X.Large, b.Y.Large);
        product = MultiplyAdd(product, a.X.Large, a.Y.Large, a.Z.Large, a.W.Large, b.X.Small, b.Y.Small);
        return MultiplyAdd(product, a.X.Large, a.Y.Large, a.Z.Large, a.W.Large, b.X.Large, b.Y.Large);
    }

    private static Float4 MultiplyAdd(Float4 sum, uint a0, uint a1, uint a2, uint a3, uint b0, uint b1)
    {
        Ref<float> x = sum.X, y = sum.Y, z = sum.Z, w = sum.W;
        Input<uint> i0 = a0, i1 = a1, i2 = a2, i3 = a3, j0 = b0, j1 = b1;
        CudaAsm.EmitRef(
            "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};",
            ref x, ref y, ref z, ref w, ref i0, ref i1, ref i2, ref i3, ref j0, ref j1);
        return new() { X = x.Value, Y = y.Value, Z = z.Value, W = w.Value };
    }
}
