using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>
/// Rows of A as panels of the micro-kernel's height: where they lie when that is good for the first cache, else packed.
/// A last panel that is not full is always packed.
/// </summary>
internal unsafe struct PanelsOfA<TLanes> : IPanels<PanelsOfA<TLanes>>
    where TLanes : unmanaged, ILanes<TLanes>
{
    // Rows this far apart share a set of the first cache (64 sets of 64 bytes), so that a tile's rows would evict one another.
    private const int ConflictingRow = 4096 / sizeof(float);
    private const int LineFloats = 16;

    private readonly float* _source;
    private readonly nint _sourceRow, _sourceDepth;
    private readonly int _rows, _depth, _directRows;
    private readonly nint _packedRow, _packedDepth, _packedPanel;
    private float* _packed;

    /// <summary>Describes the part of A of <paramref name="rows"/> × <paramref name="depth"/> that starts at the given place.</summary>
    private PanelsOfA(in MatrixProduct product, int firstRow, int rows, int firstDepth, int depth)
    {
        _source = product.A + firstRow * product.ARow + firstDepth * product.ADepth;
        (_sourceRow, _sourceDepth) = (product.ARow, product.ADepth);
        (_rows, _depth) = (rows, depth);
        _directRows = CanBeReadDirectly(product) ? rows / MicroKernel<TLanes>.Rows * MicroKernel<TLanes>.Rows : 0;
        ToPack = BlockSizes.Count(rows - _directRows, MicroKernel<TLanes>.Rows);

        // Rows are copied as rows, columns as columns: neither way is a transpose.
        if (_sourceDepth == 1)
        {
            _packedRow = (nint)BlockSizes.Count(depth, LineFloats) * LineFloats + LineFloats;
            if (_packedRow % ConflictingRow == 0) _packedRow += LineFloats;
            _packedDepth = 1;
            _packedPanel = MicroKernel<TLanes>.Rows * _packedRow;
        }
        else
        {
            _packedRow = 1;
            _packedDepth = MicroKernel<TLanes>.Rows;
            _packedPanel = (nint)MicroKernel<TLanes>.Rows * depth;
        }
    }

    /// <inheritdoc/>
    public readonly bool NeedNoSlab(in MatrixProduct product) => CanBeReadDirectly(product);

    /// <inheritdoc/>
    public readonly PanelsOfA<TLanes> Part(in MatrixProduct product, int firstRow, int rows, int firstDepth, int depth) =>
        new(product, firstRow, rows, firstDepth, depth);

    /// <summary>Does nothing: the panels are in memory shared by all threads.</summary>
    public readonly void Enter(int firstRow, int rows, int firstDepth, int depth)
    {
    }

    // Only a last panel may need packing.
    private static bool CanBeReadDirectly(in MatrixProduct product) => product.ADepth == 1 && product.ARow % ConflictingRow != 0;

    /// <summary>How many panels need packing.</summary>
    public int ToPack { get; }

    /// <summary>Takes the calling thread's scratch for the panels to pack.</summary>
    public void TakeScratch() => _packed = ToPack > 0 ? ThreadScratch.ForA.Require(ToPack * _packedPanel) : null;

    /// <summary>Packs one of the panels that need it.</summary>
    public readonly void Pack(int index)
    {
        var row = _directRows + index * MicroKernel<TLanes>.Rows;
        var target = _packed + index * _packedPanel;
        var source = _source + row * _sourceRow;
        var count = Math.Min(MicroKernel<TLanes>.Rows, _rows - row);
        if (_sourceDepth != 1)
        {
            Packing.Strip(target, MicroKernel<TLanes>.Rows, source, count, _sourceRow, _depth, _sourceDepth);
            return;
        }
        for (var i = 0; i < MicroKernel<TLanes>.Rows; i++)
        {
            var packedRow = new Span<float>(target + i * _packedRow, _depth);
            if (i < count) new ReadOnlySpan<float>(source + i * _sourceRow, _depth).CopyTo(packedRow);
            else packedRow.Clear();
        }
    }

    /// <summary>The panel that starts at a row, from a term on.</summary>
    /// <param name="row">A multiple of the micro-kernel's height.</param>
    /// <param name="depth">The first term.</param>
    /// <param name="rowStep">Step from row to row.</param>
    /// <param name="depthStep">Step from term to term.</param>
    public readonly float* Panel(int row, int depth, out nint rowStep, out nint depthStep)
    {
        if (row < _directRows)
        {
            (rowStep, depthStep) = (_sourceRow, 1);
            return _source + row * _sourceRow + depth;
        }
        (rowStep, depthStep) = (_packedRow, _packedDepth);
        return _packed + (row - _directRows) / MicroKernel<TLanes>.Rows * _packedPanel + depth * _packedDepth;
    }
}
