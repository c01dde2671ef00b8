using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Softmax;

/// <summary>Softmax on GPU devices.</summary>
internal sealed class GpuSoftmax(IGpuQueue queue) : ISoftmax
{
    private readonly GpuKernel _forward = queue.Kernel("Softmax", "Forward");
    private readonly GpuKernel _backward = queue.Kernel("Softmax", "Backward");
    private readonly GpuKernel _logForward = queue.Kernel("Softmax", "LogForward");
    private readonly GpuKernel _logBackward = queue.Kernel("Softmax", "LogBackward");

    /// <inheritdoc/>
    public void Forward(int rows, int columns, BufferView x, BufferView y)
    {
        if (columns > 0) _forward.Launch(rows, 1, 1, x, y, columns);
    }

    /// <inheritdoc/>
    public void Backward(int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate) =>
        Launch(_backward, rows, columns, y, dy, dx, accumulate);

    /// <inheritdoc/>
    public void LogForward(int rows, int columns, BufferView x, BufferView y)
    {
        if (columns > 0) _logForward.Launch(rows, 1, 1, x, y, columns);
    }

    /// <inheritdoc/>
    public void LogBackward(int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate) =>
        Launch(_logBackward, rows, columns, y, dy, dx, accumulate);

    private static void Launch(GpuKernel backward, int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate)
    {
        if (columns > 0) backward.Launch(rows, 1, 1, y, dy, dx, columns, accumulate);
    }
}
