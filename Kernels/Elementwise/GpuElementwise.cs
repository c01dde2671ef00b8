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
    public void Fill(BufferView y, double value) => _fill.OverElements(y.Length, y, y.Length, (float)value);

    /// <inheritdoc/>
    public void Copy(BufferView x, BufferView y)
    {
        if (x != y) queue.Copy(x, y);
    }

    /// <inheritdoc/>
    public void AddScaled(double a, BufferView x, double b, BufferView y)
    {
        _addScaled.OverElements(y.Length, x, y, y.Length, (float)a, (float)b);
    }

    /// <inheritdoc/>
    public void Add(BufferView x1, BufferView x2, BufferView y)
    {
        _add.OverElements(y.Length, x1, x2, y, y.Length);
    }

    /// <inheritdoc/>
    public void Multiply(BufferView x1, BufferView x2, BufferView y, bool accumulate)
    {
        _multiply.OverElements(y.Length, x1, x2, y, y.Length, accumulate);
    }

    /// <inheritdoc/>
    public void Divide(BufferView x1, BufferView x2, BufferView y)
    {
        _divide.OverElements(y.Length, x1, x2, y, y.Length);
    }

    /// <inheritdoc/>
    public void AddTable(BufferView x, BufferView table, BufferView y)
    {
        _addTable.OverElements(y.Length, x, table, y, y.Length, table.Length);
    }

    /// <inheritdoc/>
    public void ScaleRuns(BufferView x, BufferView factors, BufferView y, bool accumulate)
    {
        if (y.Length > 0) _scaleRuns.OverElements(y.Length, x, factors, y, y.Length, y.Length / factors.Length, accumulate);
    }
}
