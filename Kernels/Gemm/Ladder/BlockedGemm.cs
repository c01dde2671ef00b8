namespace EcgCmrNative.Kernels.Gemm.Ladder;

/// <summary>
/// Step 2: the same sums in another order. Rows of B and C are walked along memory, and blocks of B stay in the second cache while
/// all of A passes by.
/// </summary>
public sealed class BlockedGemm : IGemmStep
{
    private const int Block = 256;

    /// <inheritdoc/>
    public static string Name => "2 blocked";

    /// <inheritdoc/>
    public static void Multiply(int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        c[..(m * n)].Clear();
        for (var l0 = 0; l0 < k; l0 += Block)
        {
            for (var j0 = 0; j0 < n; j0 += Block)
            {
                var width = Math.Min(Block, n - j0);
                for (var i = 0; i < m; i++)
                {
                    var rowOfC = c.Slice(i * n + j0, width);
                    for (var l = l0; l < Math.Min(k, l0 + Block); l++)
                    {
                        var factor = a[i * k + l];
                        var rowOfB = b.Slice(l * n + j0, width);
                        for (var j = 0; j < rowOfC.Length; j++) rowOfC[j] += factor * rowOfB[j];
                    }
                }
            }
        }
    }
}
