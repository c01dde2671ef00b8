namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>A tile that a micro-kernel wrote to a separate buffer, and its place in C.</summary>
internal unsafe struct Tile
{
    /// <summary>α · A · B, [Rows, Columns], each row padded to whole vectors.</summary>
    public float* Values;

    /// <summary>Step from row to row of the values.</summary>
    public nint RowStep;

    /// <summary>First row and column in C.</summary>
    public int Row, Column;

    /// <summary>Number of rows and columns of C in the tile.</summary>
    public int Rows, Columns;

    /// <summary>Adds to what C holds; otherwise C is not read.</summary>
    public bool Accumulate;

    /// <summary>The sum over k is complete: the bias and all that follows are due.</summary>
    public bool IsComplete;
}
