using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EcgCmrNative.Kernels.Threads;

namespace EcgCmrNative.Kernels.Gather;

/// <summary>
/// A permutation that moves the innermost axis: for every place along the other axes it transposes the matrix of the input's and the
/// output's innermost axis. One item is one tile, small enough for the cache in both directions.
/// </summary>
internal readonly unsafe struct PermutedTiles : IRangeBody
{
    private const int Side = 32;
    private const int Block = 8;

    private readonly AxisOrder _axes;
    private readonly float* _x;
    private readonly float* _y;
    private readonly bool _accumulate;

    // The axis that is innermost in the input; that of the output is the last.
    private readonly int _rowAxis;
    private readonly long _rows, _columns, _tilesDown, _tilesAcross;

    public PermutedTiles(AxisOrder axes, float* x, float* y, bool accumulate)
    {
        (_axes, _accumulate) = (axes, accumulate);
        _x = x;
        _y = y;
        while (axes.InputStrides[_rowAxis] != 1) _rowAxis++;
        _rows = axes.Sizes[_rowAxis];
        _columns = axes.Sizes[axes.Count - 1];
        _tilesDown = (_rows + Side - 1) / Side;
        _tilesAcross = (_columns + Side - 1) / Side;
    }

    /// <summary>Numbers in a tile.</summary>
    public long TileElements => Math.Min(_rows, Side) * Math.Min(_columns, Side);

    /// <summary>Tiles in the array.</summary>
    public long Items => _axes.Elements / (_rows * _columns) * _tilesDown * _tilesAcross;

    public void Run(long first, long end)
    {
        for (var item = first; item < end; item++)
        {
            var (place, across) = Math.DivRem(item, _tilesAcross);
            (place, var down) = Math.DivRem(place, _tilesDown);
            float* source = _x, target = _y;
            for (var axis = _axes.Count - 2; axis >= 0; axis--)
            {
                if (axis == _rowAxis) continue;
                (place, var coordinate) = Math.DivRem(place, _axes.Sizes[axis]);
                source += coordinate * _axes.InputStrides[axis];
                target += coordinate * _axes.OutputStrides[axis];
            }
            Transpose(source, target, down * Side, across * Side);
        }
    }

    // target[row, column] = source[column, row]
    private void Transpose(float* source, float* target, long firstRow, long firstColumn)
    {
        var (sourceStep, targetStep) = (_axes.InputStrides[_axes.Count - 1], _axes.OutputStrides[_rowAxis]);
        var (endRow, endColumn) = (Math.Min(_rows, firstRow + Side), Math.Min(_columns, firstColumn + Side));
        for (var column = firstColumn; column < endColumn; column += Block)
            for (var row = firstRow; row < endRow; row += Block)
            {
                var from = source + column * sourceStep + row;
                var to = target + row * targetStep + column;
                if (Avx.IsSupported && row + Block <= endRow && column + Block <= endColumn)
                {
                    TransposeBlock(from, sourceStep, to, targetStep);
                    continue;
                }
                TransposePart(from, sourceStep, to, targetStep, Math.Min(Block, endRow - row), Math.Min(Block, endColumn - column));
            }
    }

    private void TransposePart(float* from, long fromStep, float* to, long toStep, long rows, long columns)
    {
        for (long r = 0; r < rows; r++, to += toStep)
            for (long c = 0; c < columns; c++)
            {
                var value = from[c * fromStep + r];
                to[c] = _accumulate ? to[c] + value : value;
            }
    }

    // Swap pairs, then quadruples, then halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TransposeBlock(float* from, long fromStep, float* to, long toStep)
    {
        var (a0, a1) = Interleave(from, fromStep);
        var (b0, b1) = Interleave(from + 2 * fromStep, fromStep);
        var (c0, c1) = Interleave(from + 4 * fromStep, fromStep);
        var (d0, d1) = Interleave(from + 6 * fromStep, fromStep);
        StoreHalves(Avx.Shuffle(a0, b0, 0x44), Avx.Shuffle(c0, d0, 0x44), to, toStep);
        StoreHalves(Avx.Shuffle(a0, b0, 0xEE), Avx.Shuffle(c0, d0, 0xEE), to + toStep, toStep);
        StoreHalves(Avx.Shuffle(a1, b1, 0x44), Avx.Shuffle(c1, d1, 0x44), to + 2 * toStep, toStep);
        StoreHalves(Avx.Shuffle(a1, b1, 0xEE), Avx.Shuffle(c1, d1, 0xEE), to + 3 * toStep, toStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Low, Vector256<float> High) Interleave(float* from, long step)
    {
        var (first, second) = (Vector256.Load(from), Vector256.Load(from + step));
        return (Avx.UnpackLow(first, second), Avx.UnpackHigh(first, second));
    }

    // The low halves make one row of the block, the high halves the row four further on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StoreHalves(Vector256<float> left, Vector256<float> right, float* to, long step)
    {
        Put(Avx.Permute2x128(left, right, 0x20), to);
        Put(Avx.Permute2x128(left, right, 0x31), to + 4 * step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(Vector256<float> row, float* to) => (_accumulate ? row + Vector256.Load(to) : row).Store(to);
}
