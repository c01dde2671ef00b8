using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Reduction;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedReduction(MemoryPool memory, IReduction kernels) : IReduction
{
    /// <inheritdoc/>
    public void Sum(BufferView x, double scale, BufferView result, bool accumulate)
    {
        using var call = new KernelCall(memory, "sum");
        call.Reads(x, x.Length);
        call.Writes(result, 1);
        kernels.Sum(x, scale, result, accumulate);
    }

    /// <inheritdoc/>
    public void Dot(BufferView x1, BufferView x2, BufferView result, bool accumulate)
    {
        using var call = new KernelCall(memory, "dot product");
        call.Reads(x1, x1.Length);
        call.Reads(x2, x1.Length);
        call.Writes(result, 1);
        kernels.Dot(x1, x2, result, accumulate);
    }

    /// <inheritdoc/>
    public void SumRows(int rows, int columns, BufferView x, double scale, BufferView result, bool accumulate)
    {
        using var call = new KernelCall(memory, "sum over rows");
        call.Size(rows);
        call.Size(columns);
        call.Reads(x, Extent.Product(rows, columns));
        call.Writes(result, columns);
        kernels.SumRows(rows, columns, x, scale, result, accumulate);
    }

    /// <inheritdoc/>
    public void SumTokens(int batch, int tokens, int columns, int first, int count, BufferView x, double scale, BufferView y)
    {
        using var call = new KernelCall(memory, "sum over tokens");
        Require(call, batch, tokens, columns, first, count);
        call.Reads(x, Extent.Product(batch, tokens, columns));
        call.Writes(y, Extent.Product(batch, columns));
        kernels.SumTokens(batch, tokens, columns, first, count, x, scale, y);
    }

    /// <inheritdoc/>
    public void SpreadTokens(
        int batch, int tokens, int columns, int first, int count, BufferView dy, double scale, BufferView dx, bool accumulate)
    {
        using var call = new KernelCall(memory, "spread over tokens");
        Require(call, batch, tokens, columns, first, count);
        call.Reads(dy, Extent.Product(batch, columns));
        call.Writes(dx, Extent.Product(batch, tokens, columns));
        kernels.SpreadTokens(batch, tokens, columns, first, count, dy, scale, dx, accumulate);
    }

    /// <inheritdoc/>
    public void CountNonFinite(BufferView x, BufferView result, bool accumulate)
    {
        using var call = new KernelCall(memory, "count of NaN and infinity");
        call.Reads(x, x.Length);
        call.Writes(result, 1);
        kernels.CountNonFinite(x, result, accumulate);
    }

    private static void Require(in KernelCall call, int batch, int tokens, int columns, int first, int count)
    {
        call.Size(batch);
        call.Size(tokens);
        call.Size(columns);
        TokenRange.Require(tokens, first, count);
    }
}
