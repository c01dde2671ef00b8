using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Objectives.Contrastive;

/// <summary>
/// CLIP's loss without false negatives: −(S[i, i] − log Σ_j exp S[i, j]) over the j that are not alike to i, and the same for Sᵀ.
/// </summary>
public sealed class FalseNegativeRemovalLoss(
    Device device, SimilarityMatrix similarities, double temperature = 0.1, double threshold = 0.9, bool learnTemperature = false)
    : SimilarityLoss(device, similarities, temperature, threshold, learnTemperature)
{
    private protected override (PairList? Targets, PairList? Excluded) Pairs(List<int>[] alike)
    {
        var excluded = new PairList();
        foreach (var row in alike)
        {
            foreach (var j in row) excluded.Add(j);
            excluded.EndRow();
        }
        return (null, excluded);
    }
}
