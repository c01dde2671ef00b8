namespace EcgCmrNative.Kernels.Contrastive;

/// <summary>Sizes and weight of one InfoNCE loss.</summary>
/// <param name="Rows">Embeddings in z0, n.</param>
/// <param name="Columns">Embeddings in z1, N ≥ RowOffset + n.</param>
/// <param name="Width">Numbers per embedding, d.</param>
/// <param name="RowWeight">λ0, weight of the direction z0 → z1; the other has 1 − λ0.</param>
/// <param name="RowOffset">Row i of z0 belongs to row RowOffset + i of z1: 0 unless z1 was gathered from several devices.</param>
public readonly record struct InfoNceProblem(int Rows, int Columns, int Width, double RowWeight, int RowOffset = 0)
{
    /// <summary>B, the divisor of the sum over rows: N unless z1 has embeddings without a partner.</summary>
    public int Divisor { get; init; } = Columns;

    /// <summary>True if C is needed.</summary>
    internal bool HasColumnDirection => RowWeight < 1;
}
