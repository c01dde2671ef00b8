using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.LayerNorm;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedLayerNorm(MemoryPool memory, ILayerNorm kernels) : ILayerNorm
{
    /// <inheritdoc/>
    public void Forward(
        int rows, int columns, BufferView x, BufferView gamma, BufferView beta, double epsilon,
        BufferView y, BufferView mean, BufferView reciprocalDeviation)
    {
        using var call = new KernelCall(memory, "layer norm");
        call.Size(rows);
        call.Size(columns);
        call.Reads(x, Extent.Product(rows, columns));
        call.ReadsIfGiven(gamma, columns);
        call.ReadsIfGiven(beta, columns);
        call.Writes(y, Extent.Product(rows, columns));
        call.WritesIfGiven(mean, rows);
        call.WritesIfGiven(reciprocalDeviation, rows);
        kernels.Forward(rows, columns, x, gamma, beta, epsilon, y, mean, reciprocalDeviation);
    }

    /// <inheritdoc/>
    public void BackwardInput(
        int rows, int columns, BufferView x, BufferView gamma, BufferView mean, BufferView reciprocalDeviation,
        BufferView dy, BufferView dx, bool accumulate)
    {
        using var call = new KernelCall(memory, "layer norm backward");
        call.Size(rows);
        call.Size(columns);
        var count = Extent.Product(rows, columns);
        call.Reads(x, count);
        call.ReadsIfGiven(gamma, columns);
        call.Reads(mean, rows);
        call.Reads(reciprocalDeviation, rows);
        call.Reads(dy, count);
        call.Writes(dx, count, accumulate ? default : dy);
        kernels.BackwardInput(rows, columns, x, gamma, mean, reciprocalDeviation, dy, dx, accumulate);
    }

    /// <inheritdoc/>
    public void BackwardParameters(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation,
        BufferView dy, BufferView dGamma, BufferView dBeta, bool accumulate)
    {
        using var call = new KernelCall(memory, "layer norm backward of parameters");
        call.Size(rows);
        call.Size(columns);
        call.Reads(x, Extent.Product(rows, columns));
        call.Reads(mean, rows);
        call.Reads(reciprocalDeviation, rows);
        call.Reads(dy, Extent.Product(rows, columns));
        call.Writes(dGamma, columns);
        call.Writes(dBeta, columns);
        kernels.BackwardParameters(rows, columns, x, mean, reciprocalDeviation, dy, dGamma, dBeta, accumulate);
    }
}
