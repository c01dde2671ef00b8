using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>
/// 14 × 32 with AVX-512: 28 sums, two vectors of B and one element of A fill 31 of the 32 registers.
/// </summary>
internal readonly unsafe struct MicroKernel512 : IMicroKernel
{
    private const int Lanes = 16;

    // Two vectors of B a term come from the second cache faster than the processor foresees them.
    private const int PrefetchedTerms = 16;

    public static int Rows => 14;

    public static int Columns => 2 * Lanes;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        int depth, float alpha, float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, bool accumulate)
    {
        Vector512<float> x0 = Vector512<float>.Zero, y0 = Vector512<float>.Zero;
        Vector512<float> x1 = Vector512<float>.Zero, y1 = Vector512<float>.Zero;
        Vector512<float> x2 = Vector512<float>.Zero, y2 = Vector512<float>.Zero;
        Vector512<float> x3 = Vector512<float>.Zero, y3 = Vector512<float>.Zero;
        Vector512<float> x4 = Vector512<float>.Zero, y4 = Vector512<float>.Zero;
        Vector512<float> x5 = Vector512<float>.Zero, y5 = Vector512<float>.Zero;
        Vector512<float> x6 = Vector512<float>.Zero, y6 = Vector512<float>.Zero;
        Vector512<float> x7 = Vector512<float>.Zero, y7 = Vector512<float>.Zero;
        Vector512<float> x8 = Vector512<float>.Zero, y8 = Vector512<float>.Zero;
        Vector512<float> x9 = Vector512<float>.Zero, y9 = Vector512<float>.Zero;
        Vector512<float> x10 = Vector512<float>.Zero, y10 = Vector512<float>.Zero;
        Vector512<float> x11 = Vector512<float>.Zero, y11 = Vector512<float>.Zero;
        Vector512<float> x12 = Vector512<float>.Zero, y12 = Vector512<float>.Zero;
        Vector512<float> x13 = Vector512<float>.Zero, y13 = Vector512<float>.Zero;

        var a5 = a + 5 * aRow;
        var a10 = a + 10 * aRow;
        var aRow3 = 3 * aRow;
        for (; depth > 0; depth--)
        {
            Sse.Prefetch0(b + PrefetchedTerms * 2 * Lanes);
            Sse.Prefetch0(b + PrefetchedTerms * 2 * Lanes + Lanes);
            var bx = Vector512.Load(b);
            var by = Vector512.Load(b + Lanes);
            var ai = Vector512.Create(*a);
            x0 = Vector512.MultiplyAddEstimate(ai, bx, x0);
            y0 = Vector512.MultiplyAddEstimate(ai, by, y0);
            ai = Vector512.Create(a[aRow]);
            x1 = Vector512.MultiplyAddEstimate(ai, bx, x1);
            y1 = Vector512.MultiplyAddEstimate(ai, by, y1);
            ai = Vector512.Create(a[2 * aRow]);
            x2 = Vector512.MultiplyAddEstimate(ai, bx, x2);
            y2 = Vector512.MultiplyAddEstimate(ai, by, y2);
            ai = Vector512.Create(a[aRow3]);
            x3 = Vector512.MultiplyAddEstimate(ai, bx, x3);
            y3 = Vector512.MultiplyAddEstimate(ai, by, y3);
            ai = Vector512.Create(a[4 * aRow]);
            x4 = Vector512.MultiplyAddEstimate(ai, bx, x4);
            y4 = Vector512.MultiplyAddEstimate(ai, by, y4);
            ai = Vector512.Create(*a5);
            x5 = Vector512.MultiplyAddEstimate(ai, bx, x5);
            y5 = Vector512.MultiplyAddEstimate(ai, by, y5);
            ai = Vector512.Create(a5[aRow]);
            x6 = Vector512.MultiplyAddEstimate(ai, bx, x6);
            y6 = Vector512.MultiplyAddEstimate(ai, by, y6);
            ai = Vector512.Create(a5[2 * aRow]);
            x7 = Vector512.MultiplyAddEstimate(ai, bx, x7);
            y7 = Vector512.MultiplyAddEstimate(ai, by, y7);
            ai = Vector512.Create(a5[aRow3]);
            x8 = Vector512.MultiplyAddEstimate(ai, bx, x8);
            y8 = Vector512.MultiplyAddEstimate(ai, by, y8);
            ai = Vector512.Create(a5[4 * aRow]);
            x9 = Vector512.MultiplyAddEstimate(ai, bx, x9);
            y9 = Vector512.MultiplyAddEstimate(ai, by, y9);
            ai = Vector512.Create(*a10);
            x10 = Vector512.MultiplyAddEstimate(ai, bx, x10);
            y10 = Vector512.MultiplyAddEstimate(ai, by, y10);
            ai = Vector512.Create(a10[aRow]);
            x11 = Vector512.MultiplyAddEstimate(ai, bx, x11);
            y11 = Vector512.MultiplyAddEstimate(ai, by, y11);
            ai = Vector512.Create(a10[2 * aRow]);
            x12 = Vector512.MultiplyAddEstimate(ai, bx, x12);
            y12 = Vector512.MultiplyAddEstimate(ai, by, y12);
            ai = Vector512.Create(a10[aRow3]);
            x13 = Vector512.MultiplyAddEstimate(ai, bx, x13);
            y13 = Vector512.MultiplyAddEstimate(ai, by, y13);
            b += bDepth;
            a += aDepth;
            a5 += aDepth;
            a10 += aDepth;
        }

        var factor = Vector512.Create(alpha);
        Store(c, x0, y0, factor, accumulate);
        Store(c + cRow, x1, y1, factor, accumulate);
        Store(c + 2 * cRow, x2, y2, factor, accumulate);
        Store(c + 3 * cRow, x3, y3, factor, accumulate);
        Store(c + 4 * cRow, x4, y4, factor, accumulate);
        Store(c + 5 * cRow, x5, y5, factor, accumulate);
        Store(c + 6 * cRow, x6, y6, factor, accumulate);
        Store(c + 7 * cRow, x7, y7, factor, accumulate);
        Store(c + 8 * cRow, x8, y8, factor, accumulate);
        Store(c + 9 * cRow, x9, y9, factor, accumulate);
        Store(c + 10 * cRow, x10, y10, factor, accumulate);
        Store(c + 11 * cRow, x11, y11, factor, accumulate);
        Store(c + 12 * cRow, x12, y12, factor, accumulate);
        Store(c + 13 * cRow, x13, y13, factor, accumulate);
    }

    public static void Finish(in MatrixProduct product, in Tile tile) =>
        TileEpilogue.Apply<Simd512, Vector512<float>>(product, tile);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, Vector512<float> x, Vector512<float> y, Vector512<float> factor, bool accumulate)
    {
        x *= factor;
        y *= factor;
        if (accumulate)
        {
            x += Vector512.Load(c);
            y += Vector512.Load(c + Lanes);
        }
        x.Store(c);
        y.Store(c + Lanes);
    }
}
