using EcgCmrNative.Engine;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>How often a sample's nearest neighbours among the other side of its batch include its partner; by cosine, from the first side.</summary>
internal static class BatchAgreement
{
    private const int Few = 5;

    /// <summary>Adds <c>top1</c>, and <c>top5</c> where a batch has more than five samples. Waits for the device.</summary>
    public static void Add(MetricSums metrics, Tensor first, Tensor second)
    {
        var (count, width) = (first.Shape[0], first.Shape[1]);
        var (a, b) = (UnitRows(first), UnitRows(second));
        var (atOnce, amongFew) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var row = a.AsSpan(i * width, width);
            var own = TensorPrimitives.Dot(row, b.AsSpan(i * width, width));
            var nearer = 0;
            for (var j = 0; j < count && nearer < Few; j++)
            {
                if (j != i && TensorPrimitives.Dot(row, b.AsSpan(j * width, width)) >= own) nearer++;
            }
            if (nearer == 0) atOnce++;
            if (nearer < Few) amongFew++;
        }
        metrics.Add("top1", (double)atOnce / count, count);
        if (count > Few) metrics.Add("top5", (double)amongFew / count, count);
    }

    private static float[] UnitRows(Tensor z)
    {
        var (values, width) = (z.ToSingles(), z.Shape[1]);
        for (var first = 0; first < values.Length; first += width)
        {
            var row = values.AsSpan(first, width);
            TensorPrimitives.Divide(row, Math.Max(TensorPrimitives.Norm<float>(row), 1e-12f), row);
        }
        return values;
    }
}
