using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Contrastive;

/// <summary>
/// The InfoNCE loss of embeddings (van den Oord et al. 2018; both directions: CLIP, Radford et al. 2021), exact. The matrix of similarities
/// is not stored: it is computed by tiles, again in the backward pass. Memory beyond the outputs does not grow with n·N.
/// With z0 [n, d], z1 [N, d], temperature τ = exp(log τ), targets W and excluded pairs E:
/// <code>
/// S = z0·z1ᵀ/τ,   R[i] = log Σ_{j: (i, j) ∉ E} exp S[i, j],   C[j] = log Σ_{i: (i, j) ∉ E} exp S[i, j]
/// loss = ( Σ_i λ0·R[i] + Σ_i (1 − λ0)·C[row offset + i] − Σ_ij W[i, j]·S[i, j] ) / B
/// dS[i, j] = g/B · ( [(i, j) ∉ E]·( λ0·exp(S − R[i]) + (1 − λ0)·exp(S − C[j]) ) − W[i, j] )
/// dz0 = dS·z1/τ,   dz1 = dSᵀ·z0/τ,   d log τ = −Σ dS∘S
/// </code>
/// Each contrastive loss is a choice of W and E: one partner, none excluded is CLIP, z against itself without the diagonal is NT-Xent,
/// several partners are supervised contrastive learning, and false negatives are excluded.
/// When z1 is gathered from several devices and z0 is one device's share, C is the log-sum-exp of all devices' C, and the loss is the sum
/// of theirs.
/// </summary>
public interface IInfoNce
{
    /// <summary>Computes R and, over the rows of this z0, C; if λ0 = 1, C is not needed and its content is undefined.</summary>
    /// <param name="problem">Sizes.</param>
    /// <param name="operands">Embeddings and pairs.</param>
    /// <param name="rowNormalizers">R, [n].</param>
    /// <param name="columnNormalizers">C, [N].</param>
    void Normalizers(in InfoNceProblem problem, in InfoNceOperands operands, BufferView rowNormalizers, BufferView columnNormalizers);

    /// <summary>Computes the loss, [1], from R and C.</summary>
    void Loss(
        in InfoNceProblem problem, in InfoNceOperands operands, BufferView rowNormalizers, BufferView columnNormalizers, BufferView loss);

    /// <summary>Adds to dz0, dz1 and d log τ, or overwrites them; g = upstream[0]. Absent gradients are not computed.</summary>
    void Backward(
        in InfoNceProblem problem, in InfoNceOperands operands, BufferView rowNormalizers, BufferView columnNormalizers,
        BufferView upstream, BufferView dz0, BufferView dz1, BufferView dLogTemperature, bool accumulate);
}
