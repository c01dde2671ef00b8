using EcgCmrNative.Kernels.Gemm.Packed;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Convolution;

/// <summary>
/// Filters w [out, kernel height, kernel width, in] as the right operand of the gradient of the input: terms are [tap row, tap column,
/// out], where the taps are every Stride-th row and column of the kernel, last first; columns are the input channels.
/// </summary>
internal unsafe struct FilterStrips<TLanes> : IStrips<FilterStrips<TLanes>>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>w.</summary>
    public float* Filter;

    /// <summary>Sizes of w.</summary>
    public int OutChannels, KernelHeight, KernelWidth, InChannels;

    /// <summary>Kernel row and column of the last tap.</summary>
    public int LastRow, LastColumn;

    /// <summary>Numbers of taps.</summary>
    public int TapRows, TapColumns;

    /// <summary>Kernel rows from tap to tap.</summary>
    public int Stride;

    private int _firstColumn, _columns, _firstDepth, _depth;
    private float* _packed;

    /// <inheritdoc/>
    public readonly bool BelongToTasks => false;

    /// <inheritdoc/>
    public readonly int ToPack => BlockSizes.Count(_columns, MicroKernel<TLanes>.Columns);

    /// <inheritdoc/>
    public readonly FilterStrips<TLanes> Part(in MatrixProduct product, int firstColumn, int columns, int firstDepth, int depth)
    {
        var part = this;
        (part._firstColumn, part._columns, part._firstDepth, part._depth) = (firstColumn, columns, firstDepth, depth);
        return part;
    }

    /// <inheritdoc/>
    public void TakeScratch() => _packed = ThreadScratch.ForB.Require((nint)ToPack * MicroKernel<TLanes>.Columns * _depth);

    /// <inheritdoc/>
    public readonly void Pack(int index)
    {
        var column = index * MicroKernel<TLanes>.Columns;
        var count = Math.Min(MicroKernel<TLanes>.Columns, _columns - column);
        nint filterLength = (nint)KernelHeight * KernelWidth * InChannels;
        for (var done = 0; done < _depth;)
        {
            var (tap, channel) = Math.DivRem(_firstDepth + done, OutChannels);
            var (tapRow, tapColumn) = Math.DivRem(tap, TapColumns);
            int row = LastRow + (TapRows - 1 - tapRow) * Stride, kernelColumn = LastColumn + (TapColumns - 1 - tapColumn) * Stride;
            var source = Filter + channel * filterLength + ((nint)row * KernelWidth + kernelColumn) * InChannels + _firstColumn + column;
            var length = Math.Min(OutChannels - channel, _depth - done);
            Packing.Strip(At(column, done), MicroKernel<TLanes>.Columns, source, count, 1, length, filterLength);
            done += length;
        }
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
