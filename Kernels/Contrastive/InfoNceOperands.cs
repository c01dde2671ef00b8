using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Contrastive;

/// <summary>The inputs of an InfoNCE loss.</summary>
/// <param name="Z0">[n, d].</param>
/// <param name="Z1">[N, d].</param>
/// <param name="LogTemperature">log τ, [1].</param>
public readonly record struct InfoNceOperands(BufferView Z0, BufferView Z1, BufferView LogTemperature)
{
    /// <summary>
    /// W, the pairs that belong together, with W = λ0·T + (1 − λ0)·U where every row of T and every column of U sums to 1. Absent: the one
    /// pair (i, row offset + i) of every row.
    /// </summary>
    public PairTable Targets { get; init; }

    /// <summary>The pairs excluded from R and C, without weights; none may be a target. Absent: none.</summary>
    public PairTable Excluded { get; init; }
}
