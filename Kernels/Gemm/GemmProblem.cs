namespace EcgCmrNative.Kernels.Gemm;

/// <summary>
/// Sizes and strides of a matrix product. The batch has two levels (outer: sample, inner: attention head) so that heads
/// packed side by side in a row need no copy. Strides are in elements.
/// </summary>
/// <param name="M">Rows of op(A) and C.</param>
/// <param name="N">Columns of op(B) and C.</param>
/// <param name="K">Columns of op(A), rows of op(B).</param>
public readonly record struct GemmProblem(int M, int N, int K)
{
    /// <summary>A is stored [K, M].</summary>
    public bool TransposeA { get; init; }

    /// <summary>B is stored [N, K].</summary>
    public bool TransposeB { get; init; }

    /// <summary>C is added to, not overwritten.</summary>
    public bool Accumulate { get; init; }

    /// <summary>Factor on the product.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>Elements from one stored row of A to the next; 0 means dense.</summary>
    public int LeadingA { get; init; }

    /// <summary>Elements from one stored row of B to the next; 0 means dense.</summary>
    public int LeadingB { get; init; }

    /// <summary>Elements from one row of C to the next; 0 means dense.</summary>
    public int LeadingC { get; init; }

    /// <summary>Matrices in the outer batch.</summary>
    public int OuterBatch { get; init; } = 1;

    /// <summary>Matrices in the inner batch, for each of the outer.</summary>
    public int InnerBatch { get; init; } = 1;

    /// <summary>Steps of A, B and C from one matrix of the outer batch to the next.</summary>
    public (long A, long B, long C) OuterStride { get; init; }

    /// <summary>Steps of A, B and C from one matrix of the inner batch to the next.</summary>
    public (long A, long B, long C) InnerStride { get; init; }

    /// <summary>Row step of A in force.</summary>
    public int RowStepA => LeadingA != 0 ? LeadingA : TransposeA ? M : K;

    /// <summary>Row step of B in force.</summary>
    public int RowStepB => LeadingB != 0 ? LeadingB : TransposeB ? K : N;

    /// <summary>Row step of C in force.</summary>
    public int RowStepC => LeadingC != 0 ? LeadingC : N;
}
