using EcgCmrNative.Kernels.Elementwise;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Reduction;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Gather;

/// <summary>Rows by index and axes in another order, in float32 vectors.</summary>
internal sealed unsafe class CpuGather(WorkerPool workers) : IGather
{
    // Every part of a scatter reads all indices, so the number of parts is small.
    private const int MaxScatterParts = 16;

    /// <inheritdoc/>
    public void Rows(int columns, BufferView x, BufferView rows, BufferView substitute, BufferView y, bool accumulate)
    {
        RangeLoop.Run(workers, rows.Length, columns, new RowsBody(columns, x.Floats, rows.Int32s, substitute.Floats, y.Floats, accumulate));
    }

    /// <inheritdoc/>
    public void ScatterAdd(int columns, BufferView x, BufferView rows, BufferView y)
    {
        if (x.Length == 0 || y.Length == 0) return;
        var targets = y.Length / columns;
        var parts = (int)Math.Min(Math.Clamp(x.Length / RangeLoop.Grain, 1, MaxScatterParts), targets);
        workers.For(parts, new ScatterBody(columns, x.Floats, rows.Int32s, rows.Length, y.Floats, (targets + parts - 1) / parts));
    }

    /// <inheritdoc/>
    public void SumSubstituted(int columns, BufferView x, BufferView rows, BufferView result, bool accumulate)
    {
        ColumnSums.Run(workers, rows.Length, columns, x.Floats, rows.Int32s, 1, result, accumulate);
    }

    /// <inheritdoc/>
    public void Permute(in AxisOrder axes, BufferView x, BufferView y, bool accumulate)
    {
        if (axes.Elements == 0) return;
        if (axes.KeepsRuns)
        {
            var copy = new PermutedRuns(axes, x.Floats, y.Floats, accumulate);
            RangeLoop.Run(workers, copy.Items, copy.RunLength, copy);
        }
        else
        {
            var transpose = new PermutedTiles(axes, x.Floats, y.Floats, accumulate);
            RangeLoop.Run(workers, transpose.Items, transpose.TileElements, transpose);
        }
    }

    /// <inheritdoc/>
    public void CopyRuns(int runs, long length, BufferView x, long xStep, BufferView y, long yStep, bool accumulate)
    {
        if (length > 0) RangeLoop.Run(workers, runs, length, new CopyRunsBody(length, x.Floats, xStep, y.Floats, yStep, accumulate));
    }

    private readonly struct CopyRunsBody(long length, float* x, long xStep, float* y, long yStep, bool accumulate) : IRangeBody
    {
        public void Run(long first, long end)
        {
            for (var r = first; r < end; r++)
            {
                float* source = x + r * xStep, target = y + r * yStep;
                if (accumulate) LaneLoop.Run(0, length, new AddBody(target, source, target));
                else Buffer.MemoryCopy(source, target, length * sizeof(float), length * sizeof(float));
            }
        }
    }

    private readonly struct RowsBody(int columns, float* x, int* rows, float* substitute, float* y, bool accumulate) : IRangeBody
    {
        public void Run(long first, long end)
        {
            for (var i = first; i < end; i++)
            {
                var source = rows[i] >= 0 ? x + (long)rows[i] * columns : substitute;
                var target = y + i * columns;
                if (source == null)
                {
                    if (!accumulate) new Span<float>(target, columns).Clear();
                }
                else if (accumulate)
                {
                    LaneLoop.Run(0, columns, new AddBody(target, source, target));
                }
                else
                {
                    new Span<float>(source, columns).CopyTo(new Span<float>(target, columns));
                }
            }
        }
    }

    // Each part owns some of the target rows and goes through the source rows in their order.
    private readonly struct ScatterBody(int columns, float* x, int* rows, long count, float* y, long targetsOfPart) : IParallelBody
    {
        public void Run(int index)
        {
            var (first, end) = (index * targetsOfPart, (index + 1) * targetsOfPart);
            for (long i = 0; i < count; i++)
            {
                var target = y + (long)rows[i] * columns;
                if (rows[i] >= first && rows[i] < end) LaneLoop.Run(0, columns, new AddBody(target, x + i * columns, target));
            }
        }
    }
}
