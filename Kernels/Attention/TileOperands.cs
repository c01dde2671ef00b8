namespace EcgCmrNative.Kernels.Attention;

/// <summary>The left matrix of a tile product: element (i, k) lies at i · Row + k · Depth.</summary>
/// <param name="start">Element (0, 0).</param>
/// <param name="row">Step from row to row.</param>
/// <param name="depth">Step from column to column.</param>
internal readonly unsafe struct LeftMatrix(float* start, nint row, nint depth = 1)
{
    public readonly float* Start = start;
    public readonly nint Row = row, Depth = depth;

    /// <summary>The same memory with rows and columns exchanged.</summary>
    public LeftMatrix Transposed => new(Start, Depth, Row);
}

/// <summary>The right matrix of a tile product, in panels as wide as a tile.</summary>
/// <param name="start">First element.</param>
/// <param name="panel">Step from panel to panel.</param>
/// <param name="row">Step from row to row in a panel.</param>
internal readonly unsafe struct RightMatrix(float* start, nint panel, nint row)
{
    public readonly float* Start = start;
    public readonly nint Panel = panel, Row = row;
}
