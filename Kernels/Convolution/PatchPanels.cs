using EcgCmrNative.Kernels.Gemm.Packed;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Convolution;

/// <summary>Patches as the left operand: every task gathers its own block, small enough for the second cache.</summary>
internal unsafe struct PatchPanels<TLanes>(Patches patches) : IPanels<PatchPanels<TLanes>>
    where TLanes : unmanaged, ILanes<TLanes>
{
    // Keeps the rows of a tile out of each other's cache sets.
    private const int RowPadding = 16;

    private readonly Patches _patches = patches;
    private int _partRow, _partDepth, _blockRow, _blockDepth;
    private nint _rowStep;
    private float* _block;

    /// <inheritdoc/>
    public readonly int ToPack => 0;

    /// <inheritdoc/>
    public readonly bool NeedNoSlab(in MatrixProduct product) => true;

    /// <inheritdoc/>
    public readonly PatchPanels<TLanes> Part(in MatrixProduct product, int firstRow, int rows, int firstDepth, int depth) =>
        new(_patches) { _partRow = firstRow, _partDepth = firstDepth };

    /// <summary>Does nothing: the panels belong to the tasks.</summary>
    public readonly void TakeScratch()
    {
    }

    /// <summary>Does nothing: the panels belong to the tasks.</summary>
    public readonly void Pack(int index)
    {
    }

    /// <inheritdoc/>
    public void Enter(int firstRow, int rows, int firstDepth, int depth)
    {
        (_blockRow, _blockDepth) = (firstRow, firstDepth);
        _rowStep = BlockSizes.Count(depth, RowPadding) * RowPadding + RowPadding;
        _block = ThreadScratch.ForA.Require(BlockSizes.Count(rows, MicroKernel<TLanes>.Rows) * MicroKernel<TLanes>.Rows * _rowStep);
        _patches.Copy(_partRow + firstRow, rows, _partDepth + firstDepth, depth, _block, _rowStep);
    }

    /// <inheritdoc/>
    public readonly float* Panel(int row, int depth, out nint rowStep, out nint depthStep)
    {
        (rowStep, depthStep) = (_rowStep, 1);
        return _block + (row - _blockRow) * _rowStep + (depth - _blockDepth);
    }
}
