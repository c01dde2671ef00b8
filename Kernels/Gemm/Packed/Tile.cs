namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>A tile that a micro-kernel has left in memory of its own, and where in C it belongs.</summary>
internal unsafe struct Tile
{
    /// <summary>α · A · B, [Rows, Columns], each row padded to whole vectors.</summary>
    public float* Values;

    /// <summary>Step from row to row of the values.</summary>
    public nint RowStep;

    /// <summary>First row and column in C.</summary>
    public int Row, Column;

    /// <summary>How many rows and columns of C there are in it.</summary>
    public int Rows, Columns;

    /// <summary>Adds to what C holds; otherwise C is not read.</summary>
    public bool Accumulate;

    /// <summary>The sum over k is complete: the bias and all that follows are due.</summary>
    public bool IsComplete;
}
