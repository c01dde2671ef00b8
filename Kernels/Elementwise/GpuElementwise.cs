using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Elementwise;

/// <summary>Arithmetic element by element on GPU devices.</summary>
internal sealed class GpuElementwise(IGpuQueue queue) : IElementwise
{
    private readonly GpuKernel _fill = queue.Kernel("Elementwise", "Fill");
    private readonly GpuKernel _addScaled = queue.Kernel("Elementwise", "AddScaled");
    private readonly GpuKernel _add = queue.Kernel("Elementwise", "Add");
    private readonly GpuKernel _multiply = queue.Kernel("Elementwise", "Multiply");
    private readonly GpuKernel _divide = queue.Kernel("Elementwise", "Divide");
    private readonly GpuKernel _addTable = queue.Kernel("Elementwise", "AddTable");
    private readonly GpuKernel _scaleRuns = queue.Kernel("Elementwise", "ScaleRuns");

    /// <inheritdoc/>
    public void Fill(BufferView y, double value) => _fill.OverElements(y.Length, y, (int)y.Length, (float)value);

    /// <inheritdoc/>
    public void Copy(BufferView x, BufferView y)
    {
        y.RequireLength(x.Length);
        if (x != y) queue.Copy(x, y);
    }

    /// <inheritdoc/>
    public void AddScaled(double a, BufferView x, double b, BufferView y)
    {
        y.RequireLength(x.Length);
        _addScaled.OverElements(y.Length, x, y, (int)y.Length, (float)a, (float)b);
    }

    /// <inheritdoc/>
    public void Add(BufferView x1, BufferView x2, BufferView y)
    {
        x1.RequireLength(y.Length);
        x2.RequireLength(y.Length);
        _add.OverElements(y.Length, x1, x2, y, (int)y.Length);
    }

    /// <inheritdoc/>
    public void Multiply(BufferView x1, BufferView x2, BufferView y, bool accumulate)
    {
        x1.RequireLength(y.Length);
        x2.RequireLength(y.Length);
        _multiply.OverElements(y.Length, x1, x2, y, (int)y.Length, accumulate);
    }

    /// <inheritdoc/>
    public void Divide(BufferView x1, BufferView x2, BufferView y)
    {
        x1.RequireLength(y.Length);
        x2.RequireLength(y.Length);
        _divide.OverElements(y.Length, x1, x2, y, (int)y.Length);
    }

    /// <inheritdoc/>
    public void AddTable(BufferView x, BufferView table, BufferView y)
    {
        x.RequireLength(y.Length);
        x.RequireMultipleOf(table.Length);
        _addTable.OverElements(y.Length, x, table, y, (int)y.Length, (int)table.Length);
    }

    /// <inheritdoc/>
    public void ScaleRuns(BufferView x, BufferView factors, BufferView y, bool accumulate)
    {
        x.RequireLength(y.Length);
        x.RequireMultipleOf(factors.Length);
        if (y.Length > 0) _scaleRuns.OverElements(y.Length, x, factors, y, (int)y.Length, (int)(y.Length / factors.Length), accumulate);
    }
}
