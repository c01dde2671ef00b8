using EcgCmrNative.Kernels.Elementwise;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Gather;

/// <summary>A permutation that keeps the innermost axis: one item moves one run.</summary>
internal readonly unsafe struct PermutedRuns(AxisOrder axes, float* x, float* y, bool accumulate) : IRangeBody
{
    /// <summary>Numbers in a run.</summary>
    public long RunLength => axes.Count == 0 ? 1 : axes.Sizes[axes.Count - 1];

    /// <summary>Runs in the array.</summary>
    public long Items => axes.Elements / RunLength;

    public void Run(long first, long end)
    {
        var length = RunLength;
        var inner = axes.Count - 2;
        // Along the second innermost axis the source moves by a constant step; its place is recomputed only at the end of that axis.
        var (neighbours, step) = inner < 0 ? (1, 0) : (axes.Sizes[inner], axes.InputStrides[inner]);
        while (first < end)
        {
            var source = x + axes.SourceOf(first * length);
            var stop = Math.Min(end, first + neighbours - first % neighbours);
            for (; first < stop; first++, source += step)
            {
                var target = y + first * length;
                if (accumulate) LaneLoop.Run(0, length, new AddBody(source, target, target));
                else LaneLoop.Run(0, length, new CopyBody(source, target));
            }
        }
    }
}
