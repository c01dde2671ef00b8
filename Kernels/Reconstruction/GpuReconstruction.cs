using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Reduction;

namespace EcgCmrNative.Kernels.Reconstruction;

/// <summary>Losses of a reconstructed signal on GPU devices.</summary>
internal sealed class GpuReconstruction(IGpuQueue queue, GpuReduction sums) : IReconstruction
{
    private readonly GpuKernel _squaredDifference = queue.Kernel("Reduction", "SquaredDifference");
    private readonly GpuKernel _squaredErrorBackward = queue.Kernel("Reconstruction", "SquaredErrorBackward");
    private readonly GpuKernel _correlation = queue.Kernel("Reconstruction", "Correlation");
    private readonly GpuKernel _correlationBackward = queue.Kernel("Reconstruction", "CorrelationBackward");
    private readonly GpuKernel _standardizeRows = queue.Kernel("Reconstruction", "StandardizeRows");

    /// <inheritdoc/>
    public void SquaredError(BufferView prediction, BufferView target, double divisor, BufferView result) =>
        sums.InChunks(_squaredDifference, prediction, target, 1 / divisor, result, false);

    /// <inheritdoc/>
    public void SquaredErrorBackward(
        BufferView prediction, BufferView target, double divisor, BufferView upstream, BufferView dPrediction, bool accumulate)
    {
        _squaredErrorBackward.OverElements(
            prediction.Length, prediction, target, upstream, dPrediction, prediction.Length, (float)(2 / divisor), accumulate);
    }

    /// <inheritdoc/>
    public void Correlation(
        int rows, int columns, BufferView prediction, BufferView target, double epsilon, BufferView statistics, BufferView result)
    {
        _correlation.Require(columns, "columns");
        var correlations = queue.Memory.Rent(rows);
        _correlation.Launch(rows, 1, 1, prediction, target, statistics, correlations.View, columns, (float)epsilon);
        sums.Sum(correlations.View, 1.0 / rows, result, false);
        correlations.Release();
    }

    /// <inheritdoc/>
    public void CorrelationBackward(
        int rows, int columns, BufferView prediction, BufferView target, BufferView statistics, BufferView upstream,
        BufferView dPrediction, bool accumulate)
    {
        _correlationBackward.Launch(rows, 1, 1, prediction, target, statistics, upstream, dPrediction, rows, columns, accumulate);
    }

    /// <inheritdoc/>
    public void StandardizeRows(int rows, int columns, BufferView x, double epsilon, BufferView y)
    {
        _standardizeRows.Launch(rows, 1, 1, x, y, columns, (float)epsilon);
    }
}
