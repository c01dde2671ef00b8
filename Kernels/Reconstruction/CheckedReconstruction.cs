using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Reconstruction;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedReconstruction(MemoryPool memory, IReconstruction kernels) : IReconstruction
{
    /// <inheritdoc/>
    public void SquaredError(BufferView prediction, BufferView target, double divisor, BufferView result)
    {
        using var call = new KernelCall(memory, "squared error");
        call.Reads(prediction, prediction.Length);
        call.Reads(target, prediction.Length);
        call.Writes(result, 1);
        kernels.SquaredError(prediction, target, divisor, result);
    }

    /// <inheritdoc/>
    public void SquaredErrorBackward(
        BufferView prediction, BufferView target, double divisor, BufferView upstream, BufferView dPrediction, bool accumulate)
    {
        using var call = new KernelCall(memory, "squared error backward");
        call.Reads(prediction, prediction.Length);
        call.Reads(target, prediction.Length);
        call.Reads(upstream, 1);
        call.Writes(dPrediction, prediction.Length);
        kernels.SquaredErrorBackward(prediction, target, divisor, upstream, dPrediction, accumulate);
    }

    /// <inheritdoc/>
    public void Correlation(
        int rows, int columns, BufferView prediction, BufferView target, double epsilon, BufferView statistics, BufferView result)
    {
        using var call = Reading("correlation", rows, columns, prediction, target);
        call.Writes(statistics, Extent.Product(rows, SignalRows.Statistics));
        call.Writes(result, 1);
        kernels.Correlation(rows, columns, prediction, target, epsilon, statistics, result);
    }

    /// <inheritdoc/>
    public void CorrelationBackward(
        int rows, int columns, BufferView prediction, BufferView target, BufferView statistics, BufferView upstream,
        BufferView dPrediction, bool accumulate)
    {
        using var call = Reading("correlation backward", rows, columns, prediction, target);
        call.Reads(statistics, Extent.Product(rows, SignalRows.Statistics));
        call.Reads(upstream, 1);
        call.Writes(dPrediction, Extent.Product(rows, columns));
        kernels.CorrelationBackward(rows, columns, prediction, target, statistics, upstream, dPrediction, accumulate);
    }

    /// <inheritdoc/>
    public void StandardizeRows(int rows, int columns, BufferView x, double epsilon, BufferView y)
    {
        using var call = Reading("standardize rows", rows, columns, x, x);
        call.Writes(y, Extent.Product(rows, columns), inPlaceOf: x);
        kernels.StandardizeRows(rows, columns, x, epsilon, y);
    }

    // An unbiased variance takes two numbers.
    private KernelCall Reading(string operation, int rows, int columns, BufferView first, BufferView second)
    {
        var call = new KernelCall(memory, operation);
        call.Size(rows);
        call.Between(columns, 2, int.MaxValue);
        call.Reads(first, Extent.Product(rows, columns));
        call.Reads(second, Extent.Product(rows, columns));
        return call;
    }
}
