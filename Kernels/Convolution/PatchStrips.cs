using EcgCmrNative.Kernels.Gemm.Packed;

namespace EcgCmrNative.Kernels.Convolution;

/// <summary>Patches as the right operand: terms are grid points, columns the numbers of a patch.</summary>
internal unsafe struct PatchStrips<TKernel>(Patches patches) : IStrips<PatchStrips<TKernel>>
    where TKernel : IMicroKernel
{
    private readonly Patches _patches = patches;
    private int _firstColumn, _columns, _firstDepth, _depth;
    private float* _packed;

    /// <inheritdoc/>
    public readonly int ToPack => BlockSizes.Count(_columns, TKernel.Columns);

    /// <inheritdoc/>
    public readonly PatchStrips<TKernel> Part(in MatrixProduct product, int firstColumn, int columns, int firstDepth, int depth) =>
        new(_patches) { _firstColumn = firstColumn, _columns = columns, _firstDepth = firstDepth, _depth = depth };

    /// <inheritdoc/>
    public void TakeScratch() => _packed = Scratch.ForB.Require((nint)ToPack * TKernel.Columns * _depth);

    /// <inheritdoc/>
    public readonly void Pack(int index)
    {
        var column = index * TKernel.Columns;
        var count = Math.Min(TKernel.Columns, _columns - column);
        var strip = Strip(column, 0);
        var first = _firstColumn + column;
        if (first % _patches.Channels + count <= _patches.Channels) _patches.CopyWithinTap(_firstDepth, _depth, first, count, strip, TKernel.Columns);
        else _patches.Copy(_firstDepth, _depth, first, count, strip, TKernel.Columns);
        for (var k = 0; count < TKernel.Columns && k < _depth; k++)
            new Span<float>(strip + (nint)k * TKernel.Columns + count, TKernel.Columns - count).Clear();
    }

    /// <inheritdoc/>
    public readonly float* Strip(int column, int depth) => _packed + (nint)column * _depth + (nint)depth * TKernel.Columns;
}
