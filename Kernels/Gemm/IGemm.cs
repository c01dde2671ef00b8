using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Gemm;

/// <summary>
/// Matrix product. For every matrix of the batch, with op(X) = X or Xᵀ:
/// <code>
/// V = α · op(A) · op(B)  (+ C, when accumulating)  (+ bias[n] on every row)
/// preActivation = V                                 (when a view is given for it)
/// C = activation(V)  (+ residual)
/// </code>
/// op(A) is [M, K], op(B) is [K, N], C, the pre-activation and the residual are [M, N] with C's leading dimension and batch strides;
/// bias is [N]. The residual may be C itself.
/// </summary>
public interface IGemm
{
    /// <summary>Computes the product.</summary>
    void Multiply(in GemmProblem problem, BufferView a, BufferView b, BufferView c, in GemmEpilogue epilogue = default);
}
