using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Elementwise;

/// <summary>Element by element, in double.</summary>
internal sealed unsafe class ReferenceElementwise : IElementwise
{
    /// <inheritdoc/>
    public void Fill(BufferView y, double value)
    {
        for (long i = 0; i < y.Length; i++) y.Doubles[i] = value;
    }

    /// <inheritdoc/>
    public void Copy(BufferView x, BufferView y)
    {
        y.RequireLength(x.Length);
        for (long i = 0; i < y.Length; i++) y.Doubles[i] = x.Doubles[i];
    }

    /// <inheritdoc/>
    public void AddScaled(double a, BufferView x, double b, BufferView y)
    {
        y.RequireLength(x.Length);
        for (long i = 0; i < y.Length; i++) y.Doubles[i] = b == 0 ? a * x.Doubles[i] : a * x.Doubles[i] + b * y.Doubles[i];
    }

    /// <inheritdoc/>
    public void Add(BufferView x1, BufferView x2, BufferView y)
    {
        x1.RequireLength(y.Length);
        x2.RequireLength(y.Length);
        for (long i = 0; i < y.Length; i++) y.Doubles[i] = x1.Doubles[i] + x2.Doubles[i];
    }

    /// <inheritdoc/>
    public void Multiply(BufferView x1, BufferView x2, BufferView y, bool accumulate)
    {
        x1.RequireLength(y.Length);
        x2.RequireLength(y.Length);
        for (long i = 0; i < y.Length; i++)
        {
            var product = x1.Doubles[i] * x2.Doubles[i];
            y.Doubles[i] = accumulate ? y.Doubles[i] + product : product;
        }
    }

    /// <inheritdoc/>
    public void Divide(BufferView x1, BufferView x2, BufferView y)
    {
        x1.RequireLength(y.Length);
        x2.RequireLength(y.Length);
        for (long i = 0; i < y.Length; i++) y.Doubles[i] = x1.Doubles[i] / x2.Doubles[i];
    }

    /// <inheritdoc/>
    public void AddTable(BufferView x, BufferView table, BufferView y)
    {
        x.RequireLength(y.Length);
        x.RequireMultipleOf(table.Length);
        for (long i = 0; i < y.Length; i++) y.Doubles[i] = x.Doubles[i] + table.Doubles[i % table.Length];
    }

    /// <inheritdoc/>
    public void ScaleRuns(BufferView x, BufferView factors, BufferView y, bool accumulate)
    {
        x.RequireLength(y.Length);
        x.RequireMultipleOf(factors.Length);
        if (y.Length == 0) return;
        var run = x.Length / factors.Length;
        for (long i = 0; i < y.Length; i++)
        {
            var scaled = x.Doubles[i] * factors.Doubles[i / run];
            y.Doubles[i] = accumulate ? y.Doubles[i] + scaled : scaled;
        }
    }
}
