namespace EcgCmrNative.Engine.Schedules;

/// <summary>
/// A learning rate that is constant within an epoch: it rises linearly over W epochs and then falls as half a cosine,
/// ½·peak·(1 + cos(π·(e − W)/(E − W))), as in the published contrastive stages.
/// </summary>
/// <param name="Peak">The rate of the last epoch of the warm-up.</param>
/// <param name="WarmupEpochs">W.</param>
/// <param name="Epochs">E.</param>
/// <param name="FromZero">
/// As published, the warm-up is peak·e/(W − 1), so the rate is 0 in epoch 0; otherwise it is peak·(e + 1)/W.
/// </param>
public readonly record struct EpochCosine(double Peak, int WarmupEpochs, int Epochs, bool FromZero = false)
{
    /// <summary>The rate in an epoch.</summary>
    /// <param name="epoch">Counted from 0; the fractional part is ignored.</param>
    public double At(double epoch)
    {
        var e = Math.Floor(epoch);
        if (e < WarmupEpochs) return FromZero && WarmupEpochs > 1 ? Peak * e / (WarmupEpochs - 1) : Peak * (e + 1) / WarmupEpochs;
        return 0.5 * Peak * (1 + Math.Cos(Math.PI * (e - WarmupEpochs) / (Epochs - WarmupEpochs)));
    }
}
