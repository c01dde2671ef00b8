using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Softmax;

/// <summary>Refuses views of a wrong size before a softmax runs.</summary>
internal static class SoftmaxOperands
{
    /// <exception cref="ArgumentException">A view is not [rows, columns].</exception>
    public static void RequireForward(int rows, int columns, BufferView x, BufferView y)
    {
        x.RequireLength((long)rows * columns);
        y.RequireLength((long)rows * columns);
    }

    /// <exception cref="ArgumentException">A view is not [rows, columns].</exception>
    public static void RequireBackward(int rows, int columns, BufferView y, BufferView dy, BufferView dx)
    {
        y.RequireLength((long)rows * columns);
        dy.RequireLength((long)rows * columns);
        dx.RequireLength((long)rows * columns);
    }
}
