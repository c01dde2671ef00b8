using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Gemm;

/// <summary>What is done to a product while it is still in registers; see <see cref="IGemm"/> for the order.</summary>
/// <param name="Bias">[N], or absent.</param>
/// <param name="Activation">The activation function.</param>
/// <param name="PreActivation">Receives the values before the activation, which its backward pass needs; or absent.</param>
/// <param name="Residual">Added last; [M, N] laid out as C; or absent.</param>
public readonly record struct GemmEpilogue(
    BufferView Bias = default,
    ActivationFunction Activation = ActivationFunction.Identity,
    BufferView PreActivation = default,
    BufferView Residual = default);
