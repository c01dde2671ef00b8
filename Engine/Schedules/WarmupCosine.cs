namespace EcgCmrNative.Engine.Schedules;

/// <summary>
/// Learning rate that rises linearly from 0 and then falls as half a cosine: peak·e/W for e &lt; W, else
/// min + (peak − min)·½·(1 + cos(π·(e − W)/(E − W))). Time is in epochs and may be fractional.
/// </summary>
/// <param name="Peak">The rate after the warm-up.</param>
/// <param name="Minimum">The rate at the end.</param>
/// <param name="WarmupEpochs">W.</param>
/// <param name="Epochs">E.</param>
public readonly record struct WarmupCosine(double Peak, double Minimum, double WarmupEpochs, double Epochs)
{
    /// <summary>The rate at a time.</summary>
    /// <param name="epoch">Epochs since the start.</param>
    public double At(double epoch) =>
        epoch < WarmupEpochs
            ? Peak * epoch / WarmupEpochs
            : Minimum + (Peak - Minimum) * 0.5 * (1 + Math.Cos(Math.PI * (epoch - WarmupEpochs) / (Epochs - WarmupEpochs)));
}
