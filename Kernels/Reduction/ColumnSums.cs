using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Reduction;

/// <summary>
/// Sums of the columns of a matrix. The matrix is cut into strips of columns and parts of rows by its size alone. Within a part, batches
/// of rows are added in float32, which stays in the first-level cache, and the batches in double.
/// </summary>
internal static unsafe class ColumnSums
{
    /// <summary>Most columns in a strip.</summary>
    public const int MaxStrip = 1024;

    private const int Batch = 256;
    private const int MaxParts = 32;

    /// <summary>
    /// result[c] (+)= scale · Σ x[r, c] over all rows r, or only over those with selection[r] &lt; 0 if a selection is given.
    /// </summary>
    public static void Run(
        WorkerPool workers, long rows, int columns, float* x, int* selection, double scale, BufferView result, bool accumulate)
    {
        if (columns == 0) return;
        var strips = (columns + MaxStrip - 1) / MaxStrip;
        var rowsOfGrain = Math.Max(Batch, RangeLoop.Grain * 4L / Math.Min(columns, MaxStrip));
        var parts = (int)Math.Clamp(rows / rowsOfGrain, 1, MaxParts);
        var partRows = (rows + parts - 1) / parts;

        // Doubles in a buffer of floats: the sums of each part, joined in their order when all are there.
        var scratch = result.Buffer.Pool.Rent(2L * parts * columns);
        try
        {
            var sums = (double*)scratch.View.Floats;
            workers.For(strips * parts, new StripBody(x, selection, rows, columns, partRows, strips, sums));
            RangeLoop.Run(workers, columns, parts * 2, new JoinBody(sums, parts, columns, scale, result.Floats, accumulate));
        }
        finally
        {
            scratch.Release();
        }
    }

    /// <summary>
    /// sums[c] = Σ x[r, c] over the rows from first to end − 1, or those of them with selection[r] &lt; 0;
    /// <paramref name="width"/> is at most <see cref="MaxStrip"/>.
    /// </summary>
    public static void Strip(float* x, long rowStep, long first, long end, int* selection, int width, double* sums)
    {
        new Span<double>(sums, width).Clear();
        var batchSums = stackalloc float[MaxStrip];
        var addends = stackalloc float*[Batch];
        for (var row = first; row < end;)
        {
            var count = 0;
            for (; row < end && count < Batch; row++)
                if (selection == null || selection[row] < 0) addends[count++] = x + row * rowStep;
            if (count == 0) continue;

            new Span<float>(batchSums, width).Clear();
            var i = 0;
            for (; i <= count - 4; i += 4)
                LaneLoop.Run(0, width, new AddFour(addends[i], addends[i + 1], addends[i + 2], addends[i + 3], batchSums));
            for (; i < count; i++)
                LaneLoop.Run(0, width, new AddOne(addends[i], batchSums));
            for (var c = 0; c < width; c++) sums[c] += batchSums[c];
        }
    }

    private readonly struct AddFour(float* a, float* b, float* c, float* d, float* sums) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> =>
            (TLanes.Load(sums + i) + (TLanes.Load(a + i) + TLanes.Load(b + i) + (TLanes.Load(c + i) + TLanes.Load(d + i)))).Store(sums + i);
    }

    private readonly struct AddOne(float* x, float* sums) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> => (TLanes.Load(sums + i) + TLanes.Load(x + i)).Store(sums + i);
    }

    private readonly struct StripBody(float* x, int* selection, long rows, int columns, long partRows, int strips, double* sums)
        : IParallelBody
    {
        public void Run(int index)
        {
            var (part, strip) = Math.DivRem(index, strips);
            var column = strip * MaxStrip;
            var width = Math.Min(MaxStrip, columns - column);
            var first = part * partRows;
            var end = Math.Min(rows, first + partRows);
            Strip(x + column, columns, first, end, selection, width, sums + (long)part * columns + column);
        }
    }

    private readonly struct JoinBody(double* sums, int parts, int columns, double scale, float* result, bool accumulate) : IRangeBody
    {
        public void Run(long first, long end)
        {
            for (var c = first; c < end; c++)
            {
                var sum = 0.0;
                for (var part = 0; part < parts; part++) sum += sums[(long)part * columns + c];
                result[c] = (float)(accumulate ? result[c] + scale * sum : scale * sum);
            }
        }
    }
}
