using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Devices.Gpu;

namespace EcgCmrNative.Kernels.Elementwise;

/// <summary>Arithmetic element by element on GPU devices.</summary>
internal sealed class GpuElementwise(GpuDevice device) : IElementwise
{
    private readonly GpuKernel _fill = device.Kernel("Elementwise", "Fill");
    private readonly GpuKernel _addScaled = device.Kernel("Elementwise", "AddScaled");
    private readonly GpuKernel _add = device.Kernel("Elementwise", "Add");
    private readonly GpuKernel _multiply = device.Kernel("Elementwise", "Multiply");
    private readonly GpuKernel _divide = device.Kernel("Elementwise", "Divide");
    private readonly GpuKernel _addTable = device.Kernel("Elementwise", "AddTable");
    private readonly GpuKernel _scaleRuns = device.Kernel("Elementwise", "ScaleRuns");

    /// <inheritdoc/>
    public void Fill(BufferView y, double value) => _fill.OverElements(y.Length, y, (int)y.Length, (float)value);

    /// <inheritdoc/>
    public void Copy(BufferView x, BufferView y)
    {
        y.RequireLength(x.Length);
        if (x != y) device.Copy(x, y);
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
