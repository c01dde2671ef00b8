using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Kernels.Contrastive;

/// <summary>
/// The symmetric InfoNCE loss of paired embeddings (van den Oord et al. 2018; CLIP: Radford et al. 2021), exact, without keeping the matrix
/// of similarities: it is computed by tiles, again in the backward pass, and memory beyond the outputs does not grow with n·N.
/// With z0 [n, d], z1 [N, d], temperature τ = exp(log τ), and i⁺ = i + row offset:
/// <code>
/// S = z0·z1ᵀ/τ,   R[i] = log Σ_j exp S[i, j],   C[j] = log Σ_i exp S[i, j]
/// loss = Σ_i ( λ0·(R[i] − S[i, i⁺]) + (1 − λ0)·(C[i⁺] − S[i, i⁺]) ) / N
/// dS[i, j] = g/N · ( λ0·exp(S − R[i]) + (1 − λ0)·exp(S − C[j]) − [j = i⁺] )
/// dz0 = dS·z1/τ,   dz1 = dSᵀ·z0/τ,   d log τ = −Σ dS∘S
/// </code>
/// When z1 is gathered from several devices and z0 is one device's share, C is the log-sum-exp of all devices' C, and the loss is the sum
/// of theirs.
/// </summary>
public interface IInfoNce
{
    /// <summary>Computes R and, over the rows of this z0, C.</summary>
    /// <param name="problem">Sizes.</param>
    /// <param name="z0">[n, d].</param>
    /// <param name="z1">[N, d].</param>
    /// <param name="logTemperature">log τ, [1].</param>
    /// <param name="rowNormalizers">R, [n].</param>
    /// <param name="columnNormalizers">C, [N].</param>
    void Normalizers(
        in InfoNceProblem problem, BufferView z0, BufferView z1, BufferView logTemperature, BufferView rowNormalizers,
        BufferView columnNormalizers);

    /// <summary>Computes the loss, [1], from R and C.</summary>
    void Loss(
        in InfoNceProblem problem, BufferView z0, BufferView z1, BufferView logTemperature, BufferView rowNormalizers,
        BufferView columnNormalizers, BufferView loss);

    /// <summary>Adds to dz0, dz1 and d log τ, or overwrites them; g = upstream[0]. An absent view of a gradient is not computed.</summary>
    void Backward(
        in InfoNceProblem problem, BufferView z0, BufferView z1, BufferView logTemperature, BufferView rowNormalizers,
        BufferView columnNormalizers, BufferView upstream, BufferView dz0, BufferView dz1, BufferView dLogTemperature, bool accumulate);
}
