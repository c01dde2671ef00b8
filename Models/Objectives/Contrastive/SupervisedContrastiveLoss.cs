using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Objectives.Contrastive;

/// <summary>
/// Supervised contrastive loss (Khosla et al. 2020) with the samples that are alike in the place of those of one class: per row of S and of
/// Sᵀ the mean of −log softmax over the pair's own partner and all that are alike.
/// </summary>
public sealed class SupervisedContrastiveLoss(
    Device device, SimilarityMatrix similarities, double temperature = 0.1, double threshold = 0.9, bool learnTemperature = false)
    : SimilarityLoss(device, similarities, temperature, threshold, learnTemperature)
{
    private protected override (PairList? Targets, PairList? Excluded) Pairs(List<int>[] alike)
    {
        for (var i = 0; i < alike.Length; i++) alike[i].Add(i);
        return (Shared(alike, alike), null);
    }
}
