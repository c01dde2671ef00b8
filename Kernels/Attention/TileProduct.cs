using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>
/// Products of matrices that lie in a core's cache: C = A·B or C += A·B. Tiles of six rows by two vectors stay in registers over the
/// whole depth; that is enough to keep both multipliers of a core busy, and leaves little over at the edges of small matrices.
/// </summary>
internal static unsafe class TileProduct<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const int TileRows = 6;

    /// <summary>Columns of a tile.</summary>
    public static int TileColumns => 2 * TLanes.Count;

    /// <summary>Computes rows 0 to <paramref name="rows"/> − 1 of C from A [rows, depth] and B [depth, columns of C].</summary>
    public static void Multiply(
        int rows, int depth, in LeftMatrix a, in RightMatrix b, in HeadBlock<TLanes> target, bool accumulate = false)
    {
        float* panel = b.Start, c = target.Start;
        var cRow = target.RowStep;
        for (var vectors = target.Vectors; vectors > 0; vectors -= 2, panel += b.Panel, c += TileColumns)
        {
            for (var row = 0; row < rows; row += TileRows)
            {
                var tileRows = Math.Min(TileRows, rows - row);
                var left = a.Start + (row * a.Row);
                if (vectors > 1) Double(tileRows, depth, left, a.Row, a.Depth, panel, b.Row, c + (row * cRow), cRow, accumulate);
                else Single(tileRows, depth, left, a.Row, a.Depth, panel, b.Row, c + (row * cRow), cRow, accumulate);
            }
        }
    }

    // Rows beyond the last read the last row again and are not stored. Not inlined: elsewhere there would be too few registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Double(
        int rows, int depth, float* a, nint aRow, nint aDepth, float* b, nint bRow, float* c, nint cRow, bool accumulate)
    {
        var lanes = TLanes.Count;
        var last = rows - 1;
        float* a0 = a, a1 = a + (Math.Min(1, last) * aRow), a2 = a + (Math.Min(2, last) * aRow);
        float* a3 = a + (Math.Min(3, last) * aRow), a4 = a + (Math.Min(4, last) * aRow), a5 = a + (Math.Min(5, last) * aRow);
        TLanes c00 = 0, c10 = c00, c20 = c00, c30 = c00, c40 = c00, c50 = c00;
        TLanes c01 = c00, c11 = c00, c21 = c00, c31 = c00, c41 = c00, c51 = c00;
        nint at = 0;
        for (var k = 0; k < depth; k++)
        {
            var b0 = TLanes.Load(b);
            var b1 = TLanes.Load(b + lanes);
            TLanes x = a0[at];
            c00.AddProduct(x, b0);
            c01.AddProduct(x, b1);
            x = a1[at];
            c10.AddProduct(x, b0);
            c11.AddProduct(x, b1);
            x = a2[at];
            c20.AddProduct(x, b0);
            c21.AddProduct(x, b1);
            x = a3[at];
            c30.AddProduct(x, b0);
            c31.AddProduct(x, b1);
            x = a4[at];
            c40.AddProduct(x, b0);
            c41.AddProduct(x, b1);
            x = a5[at];
            c50.AddProduct(x, b0);
            c51.AddProduct(x, b1);
            b += bRow;
            at += aDepth;
        }
        StoreRow(c, c00, c01, accumulate);
        if (rows > 1) StoreRow(c + cRow, c10, c11, accumulate);
        if (rows > 2) StoreRow(c + (2 * cRow), c20, c21, accumulate);
        if (rows > 3) StoreRow(c + (3 * cRow), c30, c31, accumulate);
        if (rows > 4) StoreRow(c + (4 * cRow), c40, c41, accumulate);
        if (rows > 5) StoreRow(c + (5 * cRow), c50, c51, accumulate);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Single(
        int rows, int depth, float* a, nint aRow, nint aDepth, float* b, nint bRow, float* c, nint cRow, bool accumulate)
    {
        var last = rows - 1;
        float* a0 = a, a1 = a + (Math.Min(1, last) * aRow), a2 = a + (Math.Min(2, last) * aRow);
        float* a3 = a + (Math.Min(3, last) * aRow), a4 = a + (Math.Min(4, last) * aRow), a5 = a + (Math.Min(5, last) * aRow);
        TLanes c0 = 0, c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0;
        nint at = 0;
        for (var k = 0; k < depth; k++)
        {
            var b0 = TLanes.Load(b);
            c0.AddProduct(a0[at], b0);
            c1.AddProduct(a1[at], b0);
            c2.AddProduct(a2[at], b0);
            c3.AddProduct(a3[at], b0);
            c4.AddProduct(a4[at], b0);
            c5.AddProduct(a5[at], b0);
            b += bRow;
            at += aDepth;
        }
        StoreVector(c, c0, accumulate);
        if (rows > 1) StoreVector(c + cRow, c1, accumulate);
        if (rows > 2) StoreVector(c + (2 * cRow), c2, accumulate);
        if (rows > 3) StoreVector(c + (3 * cRow), c3, accumulate);
        if (rows > 4) StoreVector(c + (4 * cRow), c4, accumulate);
        if (rows > 5) StoreVector(c + (5 * cRow), c5, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(float* c, TLanes c0, TLanes c1, bool accumulate)
    {
        StoreVector(c, c0, accumulate);
        StoreVector(c + TLanes.Count, c1, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreVector(float* c, TLanes value, bool accumulate) =>
        (accumulate ? TLanes.Load(c) + value : value).Store(c);
}
