namespace EcgCmrNative.Kernels.Gemm.Ladder;

/// <summary>
/// A step from the definition of the matrix product to <see cref="Packed.PackedGemm{TLanes}"/>, for learning and for measurements: one
/// thread, dense matrices, C = A · B.
/// </summary>
public interface IGemmStep
{
    /// <summary>Number and name of the step.</summary>
    static abstract string Name { get; }

    /// <summary>C = A · B.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="a">[m, k].</param>
    /// <param name="b">[k, n].</param>
    /// <param name="c">[m, n]; overwritten.</param>
    static abstract void Multiply(int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);
}
