namespace EcgCmrNative.Kernels.Gemm.Ladder;

/// <summary>
/// Step 1: the definition, three loops. Every element of B is fetched again for every row of A, a cache line for one number.
/// </summary>
public sealed class NaiveGemm : IGemmStep
{
    /// <inheritdoc/>
    public static string Name => "1 naive";

    /// <inheritdoc/>
    public static void Multiply(int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var sum = 0f;
                for (var l = 0; l < k; l++) sum += a[i * k + l] * b[l * n + j];
                c[i * n + j] = sum;
            }
        }
    }
}
