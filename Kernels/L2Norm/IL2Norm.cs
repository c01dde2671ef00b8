using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.L2Norm;

/// <summary>
/// Each row of x [rows, columns] to unit Euclidean norm n = √Σx²; rows shorter than ε are divided by ε:
/// <code>
/// y = x / max(n, ε)
/// dx = (dy − y·Σ(dy·y)) / n   where n ≥ ε,   dx = dy/ε   elsewhere
/// </code>
/// </summary>
public interface IL2Norm
{
    /// <summary>Computes y, and n if a view is given.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Numbers per row.</param>
    /// <param name="x">[rows, columns].</param>
    /// <param name="epsilon">ε, usually 1e-12.</param>
    /// <param name="y">[rows, columns]; may be x's own view.</param>
    /// <param name="norms">n, [rows], or absent.</param>
    void Forward(int rows, int columns, BufferView x, double epsilon, BufferView y, BufferView norms);

    /// <summary>dx (+)= the gradient of the input; dx may be dy's own view when not accumulating.</summary>
    void Backward(int rows, int columns, BufferView y, double epsilon, BufferView norms, BufferView dy, BufferView dx, bool accumulate);
}
