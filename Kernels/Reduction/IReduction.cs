using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Reduction;

/// <summary>
/// Sums. The order of the additions depends on the sizes alone, so a result is the same on any number of threads.
/// </summary>
public interface IReduction
{
    /// <summary>result[0] (+)= scale · Σ x.</summary>
    void Sum(BufferView x, double scale, BufferView result, bool accumulate);

    /// <summary>result[0] (+)= Σ x1·x2; a squared norm when both are the same view.</summary>
    void Dot(BufferView x1, BufferView x2, BufferView result, bool accumulate);

    /// <summary>
    /// result[c] (+)= scale · Σ over rows r of x[r, c]: the gradient of a bias or a table. x is [rows, columns].
    /// </summary>
    void SumRows(int rows, int columns, BufferView x, double scale, BufferView result, bool accumulate);

    /// <summary>
    /// Sums a range of tokens of every sample: y[b, c] = scale · Σ over t in [first, first + count) of x[b, t, c].
    /// x is [batch, tokens, columns], y [batch, columns].
    /// </summary>
    void SumTokens(int batch, int tokens, int columns, int first, int count, BufferView x, double scale, BufferView y);

    /// <summary>
    /// The gradient of <see cref="SumTokens"/>: dx[b, t, c] (+)= scale · dy[b, c] for t in the range, and 0 outside it.
    /// </summary>
    void SpreadTokens(
        int batch, int tokens, int columns, int first, int count, BufferView dy, double scale, BufferView dx, bool accumulate);

    /// <summary>result[0] (+)= the number of elements of x that are NaN or infinite.</summary>
    void CountNonFinite(BufferView x, BufferView result, bool accumulate);
}
