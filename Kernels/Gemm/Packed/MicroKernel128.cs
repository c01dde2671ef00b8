using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>
/// 6 × 8 with 128-bit vectors (NEON, SSE; in software where there is neither).
/// </summary>
internal readonly unsafe struct MicroKernel128 : IMicroKernel
{
    private const int Lanes = 4;

    public static int Rows => 6;

    public static int Columns => 2 * Lanes;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        int depth, float alpha, float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, bool accumulate)
    {
        Vector128<float> x0 = Vector128<float>.Zero, y0 = Vector128<float>.Zero;
        Vector128<float> x1 = Vector128<float>.Zero, y1 = Vector128<float>.Zero;
        Vector128<float> x2 = Vector128<float>.Zero, y2 = Vector128<float>.Zero;
        Vector128<float> x3 = Vector128<float>.Zero, y3 = Vector128<float>.Zero;
        Vector128<float> x4 = Vector128<float>.Zero, y4 = Vector128<float>.Zero;
        Vector128<float> x5 = Vector128<float>.Zero, y5 = Vector128<float>.Zero;

        var a3 = a + 3 * aRow;
        for (; depth > 0; depth--)
        {
            var bx = Vector128.Load(b);
            var by = Vector128.Load(b + Lanes);
            var ai = Vector128.Create(*a);
            x0 = Vector128.MultiplyAddEstimate(ai, bx, x0);
            y0 = Vector128.MultiplyAddEstimate(ai, by, y0);
            ai = Vector128.Create(a[aRow]);
            x1 = Vector128.MultiplyAddEstimate(ai, bx, x1);
            y1 = Vector128.MultiplyAddEstimate(ai, by, y1);
            ai = Vector128.Create(a[2 * aRow]);
            x2 = Vector128.MultiplyAddEstimate(ai, bx, x2);
            y2 = Vector128.MultiplyAddEstimate(ai, by, y2);
            ai = Vector128.Create(*a3);
            x3 = Vector128.MultiplyAddEstimate(ai, bx, x3);
            y3 = Vector128.MultiplyAddEstimate(ai, by, y3);
            ai = Vector128.Create(a3[aRow]);
            x4 = Vector128.MultiplyAddEstimate(ai, bx, x4);
            y4 = Vector128.MultiplyAddEstimate(ai, by, y4);
            ai = Vector128.Create(a3[2 * aRow]);
            x5 = Vector128.MultiplyAddEstimate(ai, bx, x5);
            y5 = Vector128.MultiplyAddEstimate(ai, by, y5);
            b += bDepth;
            a += aDepth;
            a3 += aDepth;
        }

        var factor = Vector128.Create(alpha);
        Store(c, x0, y0, factor, accumulate);
        Store(c + cRow, x1, y1, factor, accumulate);
        Store(c + 2 * cRow, x2, y2, factor, accumulate);
        Store(c + 3 * cRow, x3, y3, factor, accumulate);
        Store(c + 4 * cRow, x4, y4, factor, accumulate);
        Store(c + 5 * cRow, x5, y5, factor, accumulate);
    }

    public static void Finish(in MatrixProduct product, in Tile tile) =>
        TileEpilogue.Apply<Simd128, Vector128<float>>(product, tile);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, Vector128<float> x, Vector128<float> y, Vector128<float> factor, bool accumulate)
    {
        x *= factor;
        y *= factor;
        if (accumulate)
        {
            x += Vector128.Load(c);
            y += Vector128.Load(c + Lanes);
        }
        x.Store(c);
        y.Store(c + Lanes);
    }
}
