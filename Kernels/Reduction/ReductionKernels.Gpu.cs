using EcgCmrNative.Kernels.Launch;
using ILGPU;

namespace EcgCmrNative.Kernels.Reduction;

/// <summary>
/// The kernels of <c>IReduction</c>. Large sums run in two launches: each group sums a chunk, then one group sums the chunks.
/// </summary>
internal static class ReductionKernels
{
    private const int Threads = GroupReduction.Threads;
    private const int ElementThreads = 256;
    private const int StripColumns = 32;
    private const int StripLanes = 8;

    /// <summary>result[group] (+)= scale · Σ over the group's chunk of x1, or of x1·x2 where x2 is there.</summary>
    [GpuKernel(Threads)]
    public static void Sum(
        ArrayView<float> x1, ArrayView<float> x2, ArrayView<float> result, int length, int chunk, float scale, int accumulate)
    {
        var scratch = GroupReduction.Scratch();
        var first = Grid.IdxX * chunk;
        var end = Math.Min(length, first + chunk);
        var sum = 0f;
        if (x2.Length > 0)
        {
            for (var i = first + Group.IdxX; i < end; i += Threads) sum += x1[i] * x2[i];
        }
        else
        {
            for (var i = first + Group.IdxX; i < end; i += Threads) sum += x1[i];
        }
        Finish(scratch, sum, result, scale, accumulate);
    }

    /// <summary>As <see cref="Sum"/>, of (x1 − x2)².</summary>
    [GpuKernel(Threads)]
    public static void SquaredDifference(
        ArrayView<float> x1, ArrayView<float> x2, ArrayView<float> result, int length, int chunk, float scale, int accumulate)
    {
        var scratch = GroupReduction.Scratch();
        var first = Grid.IdxX * chunk;
        var end = Math.Min(length, first + chunk);
        var sum = 0f;
        for (var i = first + Group.IdxX; i < end; i += Threads)
        {
            var difference = x1[i] - x2[i];
            sum += difference * difference;
        }
        Finish(scratch, sum, result, scale, accumulate);
    }

    /// <summary>As <see cref="Sum"/>, counting elements that are NaN or infinite.</summary>
    [GpuKernel(Threads)]
    public static void CountNonFinite(
        ArrayView<float> x1, ArrayView<float> x2, ArrayView<float> result, int length, int chunk, float scale, int accumulate)
    {
        const int Exponent = 0x7f800000;
        var scratch = GroupReduction.Scratch();
        var first = Grid.IdxX * chunk;
        var end = Math.Min(length, first + chunk);
        var sum = 0f;
        for (var i = first + Group.IdxX; i < end; i += Threads)
        {
            if ((BitConverter.SingleToInt32Bits(x1[i]) & Exponent) == Exponent) sum += 1f;
        }
        Finish(scratch, sum, result, scale, accumulate);
    }

    /// <summary>
    /// result[chunk, c] (+)= scale · Σ over the chunk's rows of x[r, c]; where markers are given, over those rows whose marker is negative.
    /// </summary>
    [GpuKernel(StripColumns * StripLanes, TileColumns = StripColumns)]
    public static void SumRows(
        ArrayView<float> x, ArrayView<int> markers, ArrayView<float> result, int rows, int columns, int rowsPerChunk, float scale,
        int accumulate)
    {
        var scratch = SharedMemory.Allocate<float>(StripColumns * StripLanes);
        var c = (Grid.IdxX * StripColumns) + (Group.IdxX % StripColumns);
        var lane = Group.IdxX / StripColumns;
        var first = Grid.IdxY * rowsPerChunk;
        var end = Math.Min(rows, first + rowsPerChunk);
        var sum = 0f;
        if (c < columns)
        {
            for (var r = first + lane; r < end; r += StripLanes)
            {
                var counts = true;
                if (markers.Length > 0) counts = markers[r] < 0;
                if (counts) sum += x[((long)r * columns) + c];
            }
        }
        scratch[Group.IdxX] = sum;
        Group.Barrier();
        if (lane != 0 || c >= columns) return;
        for (var l = 1; l < StripLanes; l++) sum += scratch[Group.IdxX + (l * StripColumns)];
        var target = ((long)Grid.IdxY * columns) + c;
        sum *= scale;
        if (accumulate != 0) sum += result[target];
        result[target] = sum;
    }

    [GpuKernel(ElementThreads)]
    public static void SumTokens(
        ArrayView<float> x, ArrayView<float> y, int length, int tokens, int columns, int first, int count, float scale)
    {
        var i = (Grid.IdxX * ElementThreads) + Group.IdxX;
        if (i >= length) return;
        var source = (((long)(i / columns) * tokens) + first) * columns + (i % columns);
        var sum = 0f;
        for (var t = 0; t < count; t++) sum += x[source + ((long)t * columns)];
        y[i] = scale * sum;
    }

    [GpuKernel(ElementThreads)]
    public static void SpreadTokens(
        ArrayView<float> dy, ArrayView<float> dx, int length, int tokens, int columns, int first, int count, float scale, int accumulate)
    {
        var i = (Grid.IdxX * ElementThreads) + Group.IdxX;
        if (i >= length) return;
        var row = i / columns;
        var token = row % tokens;
        var gradient = 0f;
        if (token >= first && token < first + count) gradient = scale * dy[(row / tokens * columns) + (i % columns)];
        if (accumulate != 0) gradient += dx[i];
        dx[i] = gradient;
    }

    private static void Finish(ArrayView<float> scratch, float sum, ArrayView<float> result, float scale, int accumulate)
    {
        sum = scale * GroupReduction.Sum(scratch, sum);
        if (Group.IdxX != 0) return;
        if (accumulate != 0) sum += result[Grid.IdxX];
        result[Grid.IdxX] = sum;
    }
}
