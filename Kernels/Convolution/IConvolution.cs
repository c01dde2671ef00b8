using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Convolution;

/// <summary>
/// Two-dimensional convolution (cross-correlation, as in every deep learning library; LeCun et al. 1989). Images are channels-last:
/// x is [batch, height, width, in], y [batch, out height, out width, out], the filters w [out, kernel height, kernel width, in].
/// With stride s, padding p, and x = 0 outside the image:
/// <code>
/// V[b, r, c, o]  = Σ over i, j, k of  w[o, i, j, k] · x[b, r·s − p + i, c·s − p + j, k]   (+ bias[o])
/// dx[b, m, n, k] = Σ over i, j, o of  w[o, i, j, k] · dy[b, r, c, o]   where r·s = m + p − i and c·s = n + p − j
/// dw[o, i, j, k] = Σ over b, r, c of  dy[b, r, c, o] · x[b, r·s − p + i, c·s − p + j, k]
/// </code>
/// Nothing is saved. The gradient of the bias is <see cref="Reduction.IReduction.SumRows"/> of dy. Memory beyond the outputs does not grow
/// with the batch.
/// </summary>
public interface IConvolution
{
    /// <summary>Computes y from V as the epilogue says; its views are laid out like y, its bias is [out].</summary>
    void Forward(in ConvolutionProblem problem, BufferView x, BufferView filter, BufferView y, in GemmEpilogue epilogue = default);

    /// <summary>dx (+)= the gradient of the input.</summary>
    void BackwardInput(in ConvolutionProblem problem, BufferView filter, BufferView dy, BufferView dx, bool accumulate);

    /// <summary>dw (+)= the gradient of the filters; pixels are summed in a fixed order.</summary>
    void BackwardFilter(in ConvolutionProblem problem, BufferView x, BufferView dy, BufferView dFilter, bool accumulate);
}
