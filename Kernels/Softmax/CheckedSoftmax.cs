using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Softmax;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedSoftmax(MemoryPool memory, ISoftmax kernels) : ISoftmax
{
    /// <inheritdoc/>
    public void Forward(int rows, int columns, BufferView x, BufferView y)
    {
        using var call = Writing("softmax", rows, columns, x, y);
        kernels.Forward(rows, columns, x, y);
    }

    /// <inheritdoc/>
    public void Backward(int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate)
    {
        using var call = WritingGradient("softmax backward", rows, columns, y, dy, dx, accumulate);
        kernels.Backward(rows, columns, y, dy, dx, accumulate);
    }

    /// <inheritdoc/>
    public void LogForward(int rows, int columns, BufferView x, BufferView y)
    {
        using var call = Writing("log-softmax", rows, columns, x, y);
        kernels.LogForward(rows, columns, x, y);
    }

    /// <inheritdoc/>
    public void LogBackward(int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate)
    {
        using var call = WritingGradient("log-softmax backward", rows, columns, y, dy, dx, accumulate);
        kernels.LogBackward(rows, columns, y, dy, dx, accumulate);
    }

    private KernelCall Writing(string operation, int rows, int columns, BufferView x, BufferView y)
    {
        var call = new KernelCall(memory, operation);
        call.Size(rows);
        call.Size(columns);
        call.Reads(x, Extent.Product(rows, columns));
        call.Writes(y, Extent.Product(rows, columns), inPlaceOf: x);
        return call;
    }

    private KernelCall WritingGradient(
        string operation, int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate)
    {
        var call = new KernelCall(memory, operation);
        call.Size(rows);
        call.Size(columns);
        call.Reads(y, Extent.Product(rows, columns));
        call.Reads(dy, Extent.Product(rows, columns));
        call.Writes(dx, Extent.Product(rows, columns), accumulate ? default : dy);
        return call;
    }
}
