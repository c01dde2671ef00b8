using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Devices.Gpu;

namespace EcgCmrNative.Kernels.Reconstruction;

/// <summary>Losses of a reconstructed signal on GPU devices.</summary>
internal sealed class GpuReconstruction(GpuDevice device) : IReconstruction
{
    private readonly GpuKernel _squaredDifference = device.Kernel("Reduction", "SquaredDifference");
    private readonly GpuKernel _squaredErrorBackward = device.Kernel("Reconstruction", "SquaredErrorBackward");
    private readonly GpuKernel _correlation = device.Kernel("Reconstruction", "Correlation");
    private readonly GpuKernel _correlationBackward = device.Kernel("Reconstruction", "CorrelationBackward");
    private readonly GpuKernel _standardizeRows = device.Kernel("Reconstruction", "StandardizeRows");

    /// <inheritdoc/>
    public void SquaredError(BufferView prediction, BufferView target, double divisor, BufferView result) =>
        device.Sums.InChunks(_squaredDifference, prediction, target, 1 / divisor, result, false);

    /// <inheritdoc/>
    public void SquaredErrorBackward(
        BufferView prediction, BufferView target, double divisor, BufferView upstream, BufferView dPrediction, bool accumulate)
    {
        target.RequireLength(prediction.Length);
        dPrediction.RequireLength(prediction.Length);
        upstream.RequireLength(1);
        _squaredErrorBackward.OverElements(
            prediction.Length, prediction, target, upstream, dPrediction, (int)prediction.Length, (float)(2 / divisor), accumulate);
    }

    /// <inheritdoc/>
    public void Correlation(
        int rows, int columns, BufferView prediction, BufferView target, double epsilon, BufferView statistics, BufferView result)
    {
        SignalRows.Require(rows, columns, prediction, target);
        statistics.RequireLength((long)rows * SignalRows.Statistics);
        var correlations = device.Allocate(rows);
        _correlation.Launch(rows, 1, 1, prediction, target, statistics, correlations.View, columns, (float)epsilon);
        device.Reduction.Sum(correlations.View, 1.0 / rows, result, false);
        correlations.Release();
    }

    /// <inheritdoc/>
    public void CorrelationBackward(
        int rows, int columns, BufferView prediction, BufferView target, BufferView statistics, BufferView upstream,
        BufferView dPrediction, bool accumulate)
    {
        SignalRows.Require(rows, columns, prediction, target);
        statistics.RequireLength((long)rows * SignalRows.Statistics);
        dPrediction.RequireLength(prediction.Length);
        upstream.RequireLength(1);
        _correlationBackward.Launch(rows, 1, 1, prediction, target, statistics, upstream, dPrediction, rows, columns, accumulate);
    }

    /// <inheritdoc/>
    public void StandardizeRows(int rows, int columns, BufferView x, double epsilon, BufferView y)
    {
        SignalRows.Require(rows, columns, x, y);
        _standardizeRows.Launch(rows, 1, 1, x, y, columns, (float)epsilon);
    }
}
