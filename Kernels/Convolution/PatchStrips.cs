using EcgCmrNative.Kernels.Gemm.Packed;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Convolution;

/// <summary>
/// Patches as the right operand: terms are grid points, columns the numbers of a patch. Every task gathers its own block, small enough for
/// the second cache.
/// </summary>
internal unsafe struct PatchStrips<TLanes>(Patches patches) : IStrips<PatchStrips<TLanes>>
    where TLanes : unmanaged, ILanes<TLanes>
{
    // Keeps the terms of a strip out of each other's cache sets.
    private const int TermPadding = 16;

    private readonly Patches _patches = patches;
    private int _partColumn, _partDepth, _blockColumn, _blockDepth;
    private nint _depthStep;
    private float* _block;

    /// <inheritdoc/>
    public readonly bool BelongToTasks => true;

    /// <inheritdoc/>
    public readonly int ToPack => 0;

    /// <inheritdoc/>
    public readonly PatchStrips<TLanes> Part(in MatrixProduct product, int firstColumn, int columns, int firstDepth, int depth) =>
        new(_patches) { _partColumn = firstColumn, _partDepth = firstDepth };

    /// <summary>Does nothing: the strips belong to the tasks.</summary>
    public readonly void TakeScratch()
    {
    }

    /// <summary>Does nothing: the strips belong to the tasks.</summary>
    public readonly void Pack(int index)
    {
    }

    /// <inheritdoc/>
    public void Enter(int firstColumn, int columns, int firstDepth, int depth)
    {
        (_blockColumn, _blockDepth) = (firstColumn, firstDepth);
        _depthStep = (nint)BlockSizes.Count(columns, MicroKernel<TLanes>.Columns) * MicroKernel<TLanes>.Columns + TermPadding;
        _block = ThreadScratch.ForB.Require(depth * _depthStep);
        _patches.Copy(_partDepth + firstDepth, depth, _partColumn + firstColumn, columns, _block, _depthStep);
    }

    /// <inheritdoc/>
    public readonly float* Strip(int column, int depth, out nint depthStep)
    {
        depthStep = _depthStep;
        return _block + (column - _blockColumn) + (depth - _blockDepth) * _depthStep;
    }
}
