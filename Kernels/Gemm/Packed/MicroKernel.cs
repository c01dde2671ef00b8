using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>
/// The innermost part of a matrix product: a tile of C kept in registers while k runs. With 16 registers of vectors it is six rows by two
/// vectors: 12 sums, two vectors of B and one element of A. AVX-512 has 32: 14 rows by two vectors, 28 sums.
/// </summary>
internal static unsafe class MicroKernel<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    // With 14 rows, the hardware prefetcher is too slow for the two vectors of B per term from the second-level cache.
    private const int PrefetchedTerms = 16;

    /// <summary>Rows of the tile.</summary>
    public static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsTall ? 14 : 6;
    }

    /// <summary>Columns of the tile.</summary>
    public static int Columns
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TLanes.Count;
    }

    // Forced inlining, as for all of these: otherwise fully optimised methods would call them for every tile.
    private static bool IsTall
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Count == Lanes512.Count;
    }

    /// <summary>C = α · A · B, or C += α · A · B, for one whole tile.</summary>
    /// <param name="depth">The number of terms, K.</param>
    /// <param name="alpha">The factor α.</param>
    /// <param name="a">[Rows, depth], element (i, k) at <c>a[i * aRow + k * aDepth]</c>.</param>
    /// <param name="aRow">Step from row to row of A.</param>
    /// <param name="aDepth">Step from term to term of A.</param>
    /// <param name="b">[depth, Columns], term by term.</param>
    /// <param name="bDepth">Step from term to term of B.</param>
    /// <param name="c">[Rows, Columns], row by row.</param>
    /// <param name="cRow">Step from row to row of C.</param>
    /// <param name="accumulate">Adds to C; otherwise C is not read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(
        int depth, float alpha, float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, bool accumulate)
    {
        if (IsTall) MultiplyTall(depth, alpha, a, aRow, aDepth, b, bDepth, c, cRow, accumulate);
        else MultiplyShort(depth, alpha, a, aRow, aDepth, b, bDepth, c, cRow, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyShort(
        int depth, float alpha, float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, bool accumulate)
    {
        TLanes x0 = 0, x1 = 0, x2 = 0, x3 = 0, x4 = 0, x5 = 0;
        TLanes y0 = 0, y1 = 0, y2 = 0, y3 = 0, y4 = 0, y5 = 0;
        var a3 = a + 3 * aRow;
        for (; depth > 0; depth--)
        {
            var bx = TLanes.Load(b);
            var by = TLanes.Load(b + TLanes.Count);
            AddProducts(*a, bx, by, ref x0, ref y0);
            AddProducts(a[aRow], bx, by, ref x1, ref y1);
            AddProducts(a[2 * aRow], bx, by, ref x2, ref y2);
            AddProducts(*a3, bx, by, ref x3, ref y3);
            AddProducts(a3[aRow], bx, by, ref x4, ref y4);
            AddProducts(a3[2 * aRow], bx, by, ref x5, ref y5);
            b += bDepth;
            a += aDepth;
            a3 += aDepth;
        }
        Store(c, x0, y0, alpha, accumulate);
        Store(c + cRow, x1, y1, alpha, accumulate);
        Store(c + 2 * cRow, x2, y2, alpha, accumulate);
        Store(c + 3 * cRow, x3, y3, alpha, accumulate);
        Store(c + 4 * cRow, x4, y4, alpha, accumulate);
        Store(c + 5 * cRow, x5, y5, alpha, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTall(
        int depth, float alpha, float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, bool accumulate)
    {
        TLanes x0 = 0, x1 = 0, x2 = 0, x3 = 0, x4 = 0, x5 = 0, x6 = 0, x7 = 0, x8 = 0, x9 = 0, x10 = 0, x11 = 0, x12 = 0, x13 = 0;
        TLanes y0 = 0, y1 = 0, y2 = 0, y3 = 0, y4 = 0, y5 = 0, y6 = 0, y7 = 0, y8 = 0, y9 = 0, y10 = 0, y11 = 0, y12 = 0, y13 = 0;
        var a5 = a + 5 * aRow;
        var a10 = a + 10 * aRow;
        var aRow3 = 3 * aRow;
        for (; depth > 0; depth--)
        {
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(b + PrefetchedTerms * 2 * TLanes.Count);
                Sse.Prefetch0(b + PrefetchedTerms * 2 * TLanes.Count + TLanes.Count);
            }
            var bx = TLanes.Load(b);
            var by = TLanes.Load(b + TLanes.Count);
            AddProducts(*a, bx, by, ref x0, ref y0);
            AddProducts(a[aRow], bx, by, ref x1, ref y1);
            AddProducts(a[2 * aRow], bx, by, ref x2, ref y2);
            AddProducts(a[aRow3], bx, by, ref x3, ref y3);
            AddProducts(a[4 * aRow], bx, by, ref x4, ref y4);
            AddProducts(*a5, bx, by, ref x5, ref y5);
            AddProducts(a5[aRow], bx, by, ref x6, ref y6);
            AddProducts(a5[2 * aRow], bx, by, ref x7, ref y7);
            AddProducts(a5[aRow3], bx, by, ref x8, ref y8);
            AddProducts(a5[4 * aRow], bx, by, ref x9, ref y9);
            AddProducts(*a10, bx, by, ref x10, ref y10);
            AddProducts(a10[aRow], bx, by, ref x11, ref y11);
            AddProducts(a10[2 * aRow], bx, by, ref x12, ref y12);
            AddProducts(a10[aRow3], bx, by, ref x13, ref y13);
            b += bDepth;
            a += aDepth;
            a5 += aDepth;
            a10 += aDepth;
        }
        Store(c, x0, y0, alpha, accumulate);
        Store(c + cRow, x1, y1, alpha, accumulate);
        Store(c + 2 * cRow, x2, y2, alpha, accumulate);
        Store(c + 3 * cRow, x3, y3, alpha, accumulate);
        Store(c + 4 * cRow, x4, y4, alpha, accumulate);
        Store(c + 5 * cRow, x5, y5, alpha, accumulate);
        Store(c + 6 * cRow, x6, y6, alpha, accumulate);
        Store(c + 7 * cRow, x7, y7, alpha, accumulate);
        Store(c + 8 * cRow, x8, y8, alpha, accumulate);
        Store(c + 9 * cRow, x9, y9, alpha, accumulate);
        Store(c + 10 * cRow, x10, y10, alpha, accumulate);
        Store(c + 11 * cRow, x11, y11, alpha, accumulate);
        Store(c + 12 * cRow, x12, y12, alpha, accumulate);
        Store(c + 13 * cRow, x13, y13, alpha, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts(float a, TLanes bx, TLanes by, ref TLanes x, ref TLanes y)
    {
        TLanes factor = a;
        x.AddProduct(factor, bx);
        y.AddProduct(factor, by);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, TLanes x, TLanes y, TLanes factor, bool accumulate)
    {
        x *= factor;
        y *= factor;
        if (accumulate)
        {
            x += TLanes.Load(c);
            y += TLanes.Load(c + TLanes.Count);
        }
        x.Store(c);
        y.Store(c + TLanes.Count);
    }
}
