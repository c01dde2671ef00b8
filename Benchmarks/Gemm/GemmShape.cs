using System.Globalization;

namespace EcgCmrNative.Benchmarks.Gemm;

/// <summary>The sizes of a product C [M, N] = A [M, K] · Bᵀ, B [N, K], as a linear layer has them.</summary>
/// <param name="M">Rows: tokens of a batch.</param>
/// <param name="N">Outputs of the layer.</param>
/// <param name="K">Inputs of the layer.</param>
public sealed record GemmShape(int M, int N, int K)
{
    /// <summary>
    /// A square one as everybody measures it, then attention's input layer and both layers of the MLP of an ECG transformer.
    /// </summary>
    public static readonly GemmShape[] All = [new(1024, 1024, 1024), new(4816, 1152, 384), new(4816, 1536, 384), new(4816, 384, 1536)];

    /// <summary>Multiplications and additions.</summary>
    public double Operations => 2.0 * M * N * K;

    /// <summary>Reads "MxNxK"; null where a text is none.</summary>
    public static GemmShape? Parse(string text)
    {
        var sizes = text.Split('x').Select(
            part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0);
        return sizes.ToArray() is [> 0 and var m, > 0 and var n, > 0 and var k] ? new GemmShape(m, n, k) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{M}x{N}x{K}";
}
