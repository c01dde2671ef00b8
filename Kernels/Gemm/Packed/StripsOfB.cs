using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>Columns of B packed as strips of the micro-kernel's width, one after the other, each [depth, width].</summary>
internal unsafe struct StripsOfB<TLanes> : IStrips<StripsOfB<TLanes>>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private readonly float* _source;
    private readonly nint _sourceColumn, _sourceDepth;
    private readonly int _columns, _depth;
    private float* _packed;

    /// <summary>Describes the part of B of <paramref name="depth"/> × <paramref name="columns"/> that starts at the given place.</summary>
    private StripsOfB(in MatrixProduct product, int firstColumn, int columns, int firstDepth, int depth)
    {
        _source = product.B + firstColumn * product.BColumn + firstDepth * product.BDepth;
        (_sourceColumn, _sourceDepth) = (product.BColumn, product.BDepth);
        (_columns, _depth) = (columns, depth);
        ToPack = BlockSizes.Count(columns, MicroKernel<TLanes>.Columns);
    }

    /// <inheritdoc/>
    public readonly bool BelongToTasks => false;

    /// <inheritdoc/>
    public readonly StripsOfB<TLanes> Part(in MatrixProduct product, int firstColumn, int columns, int firstDepth, int depth) =>
        new(product, firstColumn, columns, firstDepth, depth);

    /// <summary>The number of strips.</summary>
    public int ToPack { get; }

    /// <summary>Takes the calling thread's scratch for the strips.</summary>
    public void TakeScratch() => _packed = ThreadScratch.ForB.Require((nint)ToPack * MicroKernel<TLanes>.Columns * _depth);

    /// <summary>Packs one strip.</summary>
    public readonly void Pack(int index)
    {
        var column = index * MicroKernel<TLanes>.Columns;
        var count = Math.Min(MicroKernel<TLanes>.Columns, _columns - column);
        Packing.Strip(At(column, 0), MicroKernel<TLanes>.Columns, _source + column * _sourceColumn, count, _sourceColumn, _depth,
            _sourceDepth);
    }

    /// <summary>Does nothing: the strips are in memory shared by all threads.</summary>
    public readonly void Enter(int firstColumn, int columns, int firstDepth, int depth)
    {
    }

    /// <inheritdoc/>
    public readonly float* Strip(int column, int depth, out nint depthStep)
    {
        depthStep = MicroKernel<TLanes>.Columns;
        return At(column, depth);
    }

    private readonly float* At(int column, int depth) => _packed + (nint)column * _depth + (nint)depth * MicroKernel<TLanes>.Columns;
}
