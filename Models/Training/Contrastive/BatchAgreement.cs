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
}
