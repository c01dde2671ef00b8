using EcgCmrNative.Engine;
using EcgCmrNative.Models.Evaluation.Retrieval;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>How often a sample's nearest neighbours among the other side of its batch include its partner; by cosine, from the first
/// side.</summary>
internal static class BatchAgreement
{
    private const int Few = 5;

    /// <summary>Adds <c>top1</c>, and <c>top5</c> if a batch has more than five samples. Waits for the device.</summary>
    public static void Add(MetricSums metrics, Tensor first, Tensor second)
    {
        var ranks = PartnerRanks.Of(new UnitEmbeddings(first), new UnitEmbeddings(second));
        metrics.Add("top1", ranks.Recall(1), ranks.Count);
        if (ranks.Count > Few) metrics.Add("top5", ranks.Recall(Few), ranks.Count);
    }

    /// <summary>
    /// What random guesses reach of <c>top1</c> or <c>top5</c> over the batches of an epoch, each weighted by its samples as in the log.
    /// </summary>
    /// <param name="k">1 or 5.</param>
    /// <param name="samples">Samples of the epoch.</param>
    /// <param name="batchSize">Samples of a batch; the last may have fewer.</param>
    /// <param name="minimum">A last batch of fewer samples is left out, unless it is the only one.</param>
    /// <returns>NaN if no batch is large enough.</returns>
    public static double Chance(int k, int samples, int batchSize, int minimum)
    {
        var (expected, counted) = (0.0, 0);
        for (var start = 0; start < samples; start += batchSize)
        {
            var size = Math.Min(batchSize, samples - start);
            if ((size < minimum && size < samples) || (k == Few && size <= Few)) continue;
            expected += Math.Min(k, size);
            counted += size;
        }
        return expected / counted;
    }
}
