using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>
/// Scaled dot-product attention (Vaswani et al. 2017, eq. 1), for each sample and head:
/// <code>
/// S = scale · Q·Kᵀ          [queries, keys]
/// P = softmax of S over keys
/// O = P·V                   [queries, width]
/// </code>
/// Memory beyond the outputs grows with the number of tokens, not with its square: only the logarithm of each row's
/// normaliser, L = log Σ exp S, is kept for the backward pass, which computes P again as exp(S − L) (Dao et al. 2022):
/// <code>
/// dV = Pᵀ·dO,   dP = dO·Vᵀ,   dS = P ∘ (dP − rowsum(dO ∘ O)),   dQ = scale·dS·K,   dK = scale·dSᵀ·Q
/// </code>
/// </summary>
public interface IAttention
{
    /// <summary>Computes O and L.</summary>
    /// <param name="problem">Sizes and layouts.</param>
    /// <param name="q">Queries; layout <see cref="AttentionProblem.QueryLayout"/>.</param>
    /// <param name="k">Keys; layout <see cref="AttentionProblem.KeyValueLayout"/>.</param>
    /// <param name="v">Values; same layout as the keys.</param>
    /// <param name="output">O; layout <see cref="AttentionProblem.OutputLayout"/>.</param>
    /// <param name="logSumExp">L, [batch, heads, queries]; absent if no backward pass follows.</param>
    /// <param name="map">P, [batch, heads, queries, keys]; absent to skip it.</param>
    void Forward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp, BufferView map);

    /// <summary>
    /// Computes dQ, dK, dV, overwriting them; they have the layouts of q, k and v, <paramref name="dOutput"/> that of the output.
    /// </summary>
    void Backward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp,
        BufferView dOutput, BufferView dq, BufferView dk, BufferView dv);
}
