using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.L2Norm;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedL2Norm(MemoryPool memory, IL2Norm kernels) : IL2Norm
{
    /// <inheritdoc/>
    public void Forward(int rows, int columns, BufferView x, double epsilon, BufferView y, BufferView norms)
    {
        using var call = new KernelCall(memory, "L2 norm");
        call.Size(rows);
        call.Size(columns);
        call.Reads(x, Extent.Product(rows, columns));
        call.Writes(y, Extent.Product(rows, columns), inPlaceOf: x);
        call.WritesIfGiven(norms, rows);
        kernels.Forward(rows, columns, x, epsilon, y, norms);
    }

    /// <inheritdoc/>
    public void Backward(
        int rows, int columns, BufferView y, double epsilon, BufferView norms, BufferView dy, BufferView dx, bool accumulate)
    {
        using var call = new KernelCall(memory, "L2 norm backward");
        call.Size(rows);
        call.Size(columns);
        var count = Extent.Product(rows, columns);
        call.Reads(y, count);
        call.Reads(norms, rows);
        call.Reads(dy, count);
        call.Writes(dx, count, accumulate ? default : dy);
        kernels.Backward(rows, columns, y, epsilon, norms, dy, dx, accumulate);
    }
}
