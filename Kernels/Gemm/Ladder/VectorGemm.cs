using System.Numerics.Tensors;

namespace EcgCmrNative.Kernels.Gemm.Ladder;

/// <summary>
/// Step 3: step 2 with vectors in its innermost loop. Now loads and stores of C are the limit: three accesses to memory for each
/// multiplication and addition.
/// </summary>
public sealed class VectorGemm : IGemmStep
{
    private const int Block = 256;

    /// <inheritdoc/>
    public static string Name => "3 vectors";

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
                        TensorPrimitives.MultiplyAdd(b.Slice(l * n + j0, width), a[i * k + l], rowOfC, rowOfC);
                    }
                }
            }
        }
    }
}
