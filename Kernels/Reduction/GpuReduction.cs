using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Reduction;

/// <summary>Sums on GPU devices: chunks first, then the sums of the chunks, both cut by the sizes alone.</summary>
internal sealed class GpuReduction(IGpuQueue queue) : IReduction
{
    private const int ElementsPerChunk = 8192;
    private const int MaxChunks = 1024;
    private const int MinRowsPerChunk = 256;

    private readonly GpuKernel _sum = queue.Kernel("Reduction", "Sum");
    private readonly GpuKernel _countNonFinite = queue.Kernel("Reduction", "CountNonFinite");
    private readonly GpuKernel _sumRows = queue.Kernel("Reduction", "SumRows");
    private readonly GpuKernel _sumTokens = queue.Kernel("Reduction", "SumTokens");
    private readonly GpuKernel _spreadTokens = queue.Kernel("Reduction", "SpreadTokens");

    /// <inheritdoc/>
    public void Sum(BufferView x, double scale, BufferView result, bool accumulate) =>
        InChunks(_sum, x, default, scale, result, accumulate);

    /// <inheritdoc/>
    public void Dot(BufferView x1, BufferView x2, BufferView result, bool accumulate) => InChunks(_sum, x1, x2, 1, result, accumulate);

    /// <inheritdoc/>
    public void CountNonFinite(BufferView x, BufferView result, bool accumulate) =>
        InChunks(_countNonFinite, x, default, 1, result, accumulate);

    /// <inheritdoc/>
    public void SumRows(int rows, int columns, BufferView x, double scale, BufferView result, bool accumulate) =>
        SumRows(rows, columns, x, default, scale, result, accumulate);

    /// <inheritdoc/>
    public void SumTokens(int batch, int tokens, int columns, int first, int count, BufferView x, double scale, BufferView y)
    {
        _sumTokens.OverElements(y.Length, x, y, y.Length, tokens, columns, first, count, (float)scale);
    }

    /// <inheritdoc/>
    public void SpreadTokens(
        int batch, int tokens, int columns, int first, int count, BufferView dy, double scale, BufferView dx, bool accumulate)
    {
        _spreadTokens.OverElements(dx.Length, dy, dx, dx.Length, tokens, columns, first, count, (float)scale, accumulate);
    }

    /// <summary>How many chunks a sum over rows is cut into, and how many rows each has.</summary>
    internal static (int Chunks, long RowsPerChunk) RowChunks(long rows)
    {
        var chunks = (int)Math.Clamp(rows / MinRowsPerChunk, 1, MaxChunks);
        return (chunks, (rows + chunks - 1) / chunks);
    }

    /// <summary>
    /// Sums over rows; where markers are given, over those whose marker is negative.
    /// </summary>
    internal void SumRows(long rows, int columns, BufferView x, BufferView markers, double scale, BufferView result, bool accumulate)
    {
        _sumRows.Require(rows, "rows");
        _sumRows.Require(columns, "columns");
        var (chunks, rowsPerChunk) = RowChunks(rows);
        var strips = (columns + _sumRows.Description.TileColumns - 1) / _sumRows.Description.TileColumns;
        if (chunks == 1)
        {
            _sumRows.Launch(strips, 1, 1, x, markers, result, rows, columns, rows, (float)scale, accumulate);
            return;
        }
        var partial = queue.Memory.Rent((long)chunks * columns);
        _sumRows.Launch(strips, chunks, 1, x, markers, partial.View, rows, columns, rowsPerChunk, 1f, false);
        _sumRows.Launch(strips, 1, 1, partial.View, default(BufferView), result, chunks, columns, chunks, (float)scale, accumulate);
        partial.Release();
    }

    /// <summary>Runs a kernel that reduces chunks of one or two arrays to a number each, and sums the numbers.</summary>
    internal void InChunks(GpuKernel kernel, BufferView x1, BufferView x2, double scale, BufferView result, bool accumulate)
    {
        var length = x1.Length;
        kernel.Require(length, "elements");
        var chunks = (int)Math.Clamp((length + ElementsPerChunk - 1) / ElementsPerChunk, 1, MaxChunks);
        var chunk = (length + chunks - 1) / chunks;
        if (chunks == 1)
        {
            kernel.Launch(1, 1, 1, x1, x2, result, length, chunk, (float)scale, accumulate);
            return;
        }
        var partial = queue.Memory.Rent(chunks);
        kernel.Launch(chunks, 1, 1, x1, x2, partial.View, length, chunk, 1f, false);
        _sum.Launch(1, 1, 1, partial.View, default(BufferView), result, chunks, chunks, (float)scale, accumulate);
        partial.Release();
    }
}
