using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Elementwise;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedElementwise(MemoryPool memory, IElementwise kernels) : IElementwise
{
    /// <inheritdoc/>
    public void Fill(BufferView y, double value)
    {
        using var call = new KernelCall(memory, "fill");
        call.Writes(y, y.Length);
        kernels.Fill(y, value);
    }

    /// <inheritdoc/>
    public void Copy(BufferView x, BufferView y)
    {
        using var call = new KernelCall(memory, "copy");
        call.Reads(x, x.Length);
        call.Writes(y, x.Length, inPlaceOf: x);
        kernels.Copy(x, y);
    }

    /// <inheritdoc/>
    public void AddScaled(double a, BufferView x, double b, BufferView y)
    {
        using var call = new KernelCall(memory, "add scaled");
        call.Reads(x, x.Length);
        call.Writes(y, x.Length, inPlaceOf: x);
        kernels.AddScaled(a, x, b, y);
    }

    /// <inheritdoc/>
    public void Add(BufferView x1, BufferView x2, BufferView y)
    {
        using var call = new KernelCall(memory, "add");
        call.Reads(x1, x1.Length);
        call.Reads(x2, x1.Length);
        call.Writes(y, x1.Length, inPlaceOf: x1, orOf: x2);
        kernels.Add(x1, x2, y);
    }

    /// <inheritdoc/>
    public void Multiply(BufferView x1, BufferView x2, BufferView y, bool accumulate)
    {
        using var call = new KernelCall(memory, "multiply");
        call.Reads(x1, x1.Length);
        call.Reads(x2, x1.Length);
        call.Writes(y, x1.Length, inPlaceOf: x1, orOf: x2);
        kernels.Multiply(x1, x2, y, accumulate);
    }

    /// <inheritdoc/>
    public void Divide(BufferView x1, BufferView x2, BufferView y)
    {
        using var call = new KernelCall(memory, "divide");
        call.Reads(x1, x1.Length);
        call.Reads(x2, x1.Length);
        call.Writes(y, x1.Length, inPlaceOf: x1, orOf: x2);
        kernels.Divide(x1, x2, y);
    }

    /// <inheritdoc/>
    public void AddTable(BufferView x, BufferView table, BufferView y)
    {
        using var call = new KernelCall(memory, "add table");
        call.ReadsBlocks(x, table.Length);
        call.Reads(table, table.Length);
        call.Writes(y, x.Length, inPlaceOf: x, orOf: table);
        kernels.AddTable(x, table, y);
    }

    /// <inheritdoc/>
    public void ScaleRuns(BufferView x, BufferView factors, BufferView y, bool accumulate)
    {
        using var call = new KernelCall(memory, "scale runs");
        call.ReadsBlocks(x, factors.Length);
        call.Reads(factors, factors.Length);
        call.Writes(y, x.Length, inPlaceOf: x, orOf: factors);
        kernels.ScaleRuns(x, factors, y, accumulate);
    }
}
