using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Models.Objectives.Contrastive;

/// <summary>
/// <see cref="SupervisedContrastiveLoss"/> with at most k positives per row (Kang et al. 2021): the pair's own partner, and of those alike
/// k − 1 drawn without replacement, anew for each direction. The draws come from the tape's random source.
/// </summary>
public sealed class KPositiveLoss : SimilarityLoss
{
    private readonly int _positives;

    /// <summary>Creates the loss.</summary>
    /// <param name="device">The device that computes it.</param>
    /// <param name="similarities">The similarities of the samples.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="threshold">Samples with a similarity above it count as alike.</param>
    /// <param name="positives">k, the own partner among them.</param>
    /// <param name="learnTemperature">Whether training changes τ.</param>
    public KPositiveLoss(
        Device device, SimilarityMatrix similarities, double temperature = 0.1, double threshold = 0.9, int positives = 6,
        bool learnTemperature = false)
        : base(device, similarities, temperature, threshold, learnTemperature)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(positives, 1);
        _positives = positives;
    }

    private protected override (PairList? Targets, PairList? Excluded) Pairs(List<int>[] alike)
    {
        var draws = Tape.DrawStream("k positives");
        return (Shared(Draw(alike, ref draws), Draw(alike, ref draws)), null);
    }

    private List<int>[] Draw(List<int>[] alike, ref Philox draws)
    {
        var drawn = new List<int>[alike.Length];
        for (var i = 0; i < alike.Length; i++)
        {
            var others = alike[i].ToArray();
            draws.Shuffle<int>(others);
            drawn[i] = [i, .. others.Take(_positives - 1)];
        }
        return drawn;
    }
}
