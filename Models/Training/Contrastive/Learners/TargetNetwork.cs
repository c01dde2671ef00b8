using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>
/// A network that follows another as its moving average, more and more slowly: τ = 1 − (1 − τ0)·½(1 + cos(π·progress)), Grill et al. 2020.
/// It is a part of the model, so that checkpoints hold it.
/// </summary>
internal sealed class TargetNetwork
{
    private readonly ExponentialMovingAverage _average;
    private readonly double _decay;

    /// <summary>Freezes the target and copies the online weights into it.</summary>
    /// <param name="online">The trained network.</param>
    /// <param name="target">The target network.</param>
    /// <param name="decay">τ0.</param>
    public TargetNetwork(Module online, Module target, double decay)
    {
        foreach (var (_, parameter) in target.State()) parameter.Trainable = false;
        _decay = decay;
        _average = new ExponentialMovingAverage(online, target);
        _average.Restart();
    }

    /// <summary>Makes the two equal again.</summary>
    public void Restart() => _average.Restart();

    /// <summary>Follows by one step.</summary>
    /// <param name="progress">Share of all updates that are done, 0 to 1.</param>
    public void Follow(double progress) => _average.Follow(1 - (1 - _decay) * 0.5 * (1 + Math.Cos(Math.PI * progress)));
}
