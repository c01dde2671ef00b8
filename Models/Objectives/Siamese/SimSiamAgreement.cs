using EcgCmrNative.Engine;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Models.Objectives.Siamese;

/// <summary>The result of SimSiam for two views of a batch.</summary>
/// <param name="Loss">A scalar.</param>
/// <param name="First">Embeddings of the first view, [batch, width].</param>
/// <param name="Second">Those of the second.</param>
public sealed record SimSiamAgreement(Tensor Loss, Tensor First, Tensor Second)
{
    /// <summary>Mean cosine of the two embeddings of each recording; waits for the device.</summary>
    public double Similarity()
    {
        var (batch, width) = (First.Shape[0], First.Shape[1]);
        var (first, second) = (First.ToDoubles(), Second.ToDoubles());
        var sum = 0.0;
        for (var b = 0; b < batch; b++)
            sum += TensorPrimitives.CosineSimilarity<double>(first.AsSpan(b * width, width), second.AsSpan(b * width, width));
        return sum / batch;
    }

    /// <summary>
    /// Mean over dimensions of the unbiased deviation over the batch of the L2-normalised embeddings, times √width: 1 for spread-out
    /// embeddings, 0 for collapsed ones; NaN for a single recording. Waits for the device.
    /// </summary>
    public double Spread()
    {
        var (batch, width) = (First.Shape[0], First.Shape[1]);
        var z = First.ToDoubles();
        for (var b = 0; b < batch; b++)
        {
            var row = z.AsSpan(b * width, width);
            TensorPrimitives.Divide(row, Math.Max(TensorPrimitives.Norm<double>(row), 1e-12), row);
        }
        var sum = 0.0;
        for (var c = 0; c < width; c++)
        {
            var (mean, squares) = (0.0, 0.0);
            for (var b = 0; b < batch; b++) mean += z[b * width + c] / batch;
            for (var b = 0; b < batch; b++) squares += (z[b * width + c] - mean) * (z[b * width + c] - mean);
            sum += Math.Sqrt(squares / (batch - 1));
        }
        return sum / width * Math.Sqrt(width);
    }
}
