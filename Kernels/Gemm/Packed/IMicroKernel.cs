using EcgCmrNative.Kernels.Threads;

namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>
/// The innermost part of a matrix product: a tile of C kept in registers while k runs. One for each width of vector.
/// </summary>
internal unsafe interface IMicroKernel
{
    /// <summary>Rows of the tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of the tile: a whole number of vectors.</summary>
    static abstract int Columns { get; }

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
    static abstract void Multiply(
        int depth, float alpha, float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, bool accumulate);

    /// <summary>Carries a tile to C with the epilogue, by vectors of this kernel's width.</summary>
    static abstract void Finish(in MatrixProduct product, in Tile tile);
}
