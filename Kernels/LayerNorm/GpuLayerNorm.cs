using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Reduction;

namespace EcgCmrNative.Kernels.LayerNorm;

/// <summary>Layer normalisation on GPU devices.</summary>
internal sealed class GpuLayerNorm(IGpuQueue queue, GpuReduction sums) : ILayerNorm
{
    private readonly GpuKernel _forward = queue.Kernel("LayerNorm", "Forward");
    private readonly GpuKernel _backwardInput = queue.Kernel("LayerNorm", "BackwardInput");
    private readonly GpuKernel _backwardParameters = queue.Kernel("LayerNorm", "BackwardParameters");

    /// <inheritdoc/>
    public void Forward(
        int rows, int columns, BufferView x, BufferView gamma, BufferView beta, double epsilon,
        BufferView y, BufferView mean, BufferView reciprocalDeviation)
    {
        if (columns > 0) _forward.Launch(rows, 1, 1, x, gamma, beta, y, mean, reciprocalDeviation, columns, (float)epsilon);
    }

    /// <inheritdoc/>
    public void BackwardInput(
        int rows, int columns, BufferView x, BufferView gamma, BufferView mean, BufferView reciprocalDeviation,
        BufferView dy, BufferView dx, bool accumulate)
    {
        if (columns > 0) _backwardInput.Launch(rows, 1, 1, x, gamma, mean, reciprocalDeviation, dy, dx, columns, accumulate);
    }

    /// <inheritdoc/>
    public void BackwardParameters(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation,
        BufferView dy, BufferView dGamma, BufferView dBeta, bool accumulate)
    {
        _backwardParameters.Require(rows, "rows");
        _backwardParameters.Require(columns, "columns");
        var (chunks, rowsPerChunk) = GpuReduction.RowChunks(rows);
        var partial = queue.Memory.Rent(2L * chunks * columns);
        var gammaSums = partial.View.Slice(0, (long)chunks * columns);
        var betaSums = partial.View.Slice((long)chunks * columns, (long)chunks * columns);
        var strips = (columns + _backwardParameters.Description.TileColumns - 1) / _backwardParameters.Description.TileColumns;
        _backwardParameters.Launch(strips, chunks, 1, x, mean, reciprocalDeviation, dy, gammaSums, betaSums, rows, columns, rowsPerChunk);
        sums.SumRows(chunks, columns, gammaSums, 1, dGamma, accumulate);
        sums.SumRows(chunks, columns, betaSums, 1, dBeta, accumulate);
        partial.Release();
    }
}
