using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.BatchNorm;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedBatchNorm(MemoryPool memory, IBatchNorm kernels) : IBatchNorm
{
    /// <inheritdoc/>
    public void Moments(int rows, int columns, BufferView x, BufferView moments)
    {
        using var call = new KernelCall(memory, "batch norm moments");
        call.Size(rows);
        call.Size(columns);
        call.Reads(x, Extent.Product(rows, columns));
        call.Writes(moments, 2L * columns);
        kernels.Moments(rows, columns, x, moments);
    }

    /// <inheritdoc/>
    public void Normalizer(
        int columns, long count, BufferView moments, double epsilon, BufferView reciprocalDeviation,
        double momentum, BufferView runningMean, BufferView runningVariance)
    {
        using var call = new KernelCall(memory, "batch norm normalizer");
        call.Size(columns);
        call.Size(count);
        call.Reads(moments, 2L * columns);
        call.Writes(reciprocalDeviation, columns);
        call.WritesIfGiven(runningMean, columns);
        call.WritesIfGiven(runningVariance, columns);
        kernels.Normalizer(columns, count, moments, epsilon, reciprocalDeviation, momentum, runningMean, runningVariance);
    }

    /// <inheritdoc/>
    public void FrozenNormalizer(int columns, BufferView variance, double epsilon, BufferView reciprocalDeviation)
    {
        using var call = new KernelCall(memory, "batch norm frozen normalizer");
        call.Size(columns);
        call.Reads(variance, columns);
        call.Writes(reciprocalDeviation, columns);
        kernels.FrozenNormalizer(columns, variance, epsilon, reciprocalDeviation);
    }

    /// <inheritdoc/>
    public void Apply(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView gamma, BufferView beta,
        BufferView residual, bool rectify, BufferView y)
    {
        using var call = new KernelCall(memory, "batch norm");
        call.Size(rows);
        call.Size(columns);
        var count = Extent.Product(rows, columns);
        call.Reads(x, count);
        call.Reads(mean, columns);
        call.Reads(reciprocalDeviation, columns);
        call.ReadsIfGiven(gamma, columns);
        call.ReadsIfGiven(beta, columns);
        call.ReadsIfGiven(residual, count);
        call.Writes(y, count, inPlaceOf: x, orOf: residual);
        kernels.Apply(rows, columns, x, mean, reciprocalDeviation, gamma, beta, residual, rectify, y);
    }

    /// <inheritdoc/>
    public void BackwardSums(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView rectified, BufferView dy,
        BufferView sums)
    {
        using var call = new KernelCall(memory, "batch norm backward sums");
        call.Size(rows);
        call.Size(columns);
        var count = Extent.Product(rows, columns);
        call.Reads(x, count);
        call.Reads(mean, columns);
        call.Reads(reciprocalDeviation, columns);
        call.ReadsIfGiven(rectified, count);
        call.Reads(dy, count);
        call.Writes(sums, 2L * columns);
        kernels.BackwardSums(rows, columns, x, mean, reciprocalDeviation, rectified, dy, sums);
    }

    /// <inheritdoc/>
    public void BackwardInput(
        int rows, int columns, long count, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView gamma,
        double epsilon, BufferView rectified, BufferView dy, BufferView sums, BufferView dx, bool accumulate)
    {
        using var call = new KernelCall(memory, "batch norm backward");
        call.Size(rows);
        call.Size(columns);
        call.Size(count);
        var length = Extent.Product(rows, columns);
        call.Reads(x, length);
        call.Reads(mean, columns);
        call.Reads(reciprocalDeviation, columns);
        call.ReadsIfGiven(gamma, columns);
        call.ReadsIfGiven(rectified, length);
        call.Reads(dy, length);
        call.ReadsIfGiven(sums, 2L * columns);
        call.Writes(dx, length, accumulate ? default : dy);
        kernels.BackwardInput(rows, columns, count, x, mean, reciprocalDeviation, gamma, epsilon, rectified, dy, sums, dx, accumulate);
    }
}
