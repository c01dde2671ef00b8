using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Models.Evaluation.Retrieval;

/// <summary>Geometry of pairs of embeddings on the unit sphere.</summary>
/// <param name="Alignment">Mean squared distance of partners, 0 to 4; 0 if they are equal (Wang and Isola 2020, α = 2).</param>
/// <param name="FirstUniformity">
/// Logarithm of the mean of exp(−2‖x − y‖²) over all pairs of different embeddings of the first side (Wang and Isola 2020, t = 2): 0 where
/// all are one, the lower the more evenly they are spread, near −4 in many dimensions; NaN of fewer than two.
/// </param>
/// <param name="SecondUniformity">That of the second side.</param>
/// <param name="Gap">Distance between the means of the two sides, 0 to 2: the modality gap (Liang et al. 2022).</param>
public sealed record EmbeddingGeometry(double Alignment, double FirstUniformity, double SecondUniformity, double Gap)
{
    /// <summary>Measures pairs. Distances are computed one embedding at a time and not kept.</summary>
    /// <exception cref="ArgumentException">The embeddings are not pairs.</exception>
    public static EmbeddingGeometry Of(UnitEmbeddings first, UnitEmbeddings second)
    {
        ArgumentNullException.ThrowIfNull(first);
        first.RequirePartners(second);
        var alignment = 0.0;
        for (var i = 0; i < first.Count; i++) alignment += SquaredDistance(first[i], second[i]) / first.Count;
        return new EmbeddingGeometry(
            first.Count == 0 ? double.NaN : alignment, Uniformity(first), Uniformity(second), CentreDistance(first, second));
    }

    private static double Uniformity(UnitEmbeddings z)
    {
        var sums = new double[z.Count];
        Parallel.For(0, z.Count, i =>
        {
            for (var j = 0; j < i; j++) sums[i] += Math.Exp(-2 * SquaredDistance(z[i], z[j]));
        });
        return Math.Log(sums.Sum() / (z.Count * (z.Count - 1.0) / 2));
    }

    private static double CentreDistance(UnitEmbeddings first, UnitEmbeddings second)
    {
        var difference = new double[first.Width];
        for (var i = 0; i < first.Count; i++)
        {
            ReadOnlySpan<float> a = first[i], b = second[i];
            for (var k = 0; k < difference.Length; k++) difference[k] += ((double)a[k] - b[k]) / first.Count;
        }
        return first.Count == 0 ? double.NaN : TensorPrimitives.Norm<double>(difference);
    }

    private static double SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double distance = TensorPrimitives.Distance(a, b);
        return distance * distance;
    }
}
