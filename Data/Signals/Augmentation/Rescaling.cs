using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>Multiplies the whole sample by one number s ~ N(1, σ²), which may be negative. Draws: one normal.</summary>
/// <param name="Sigma">σ.</param>
public sealed record Rescaling(double Sigma = 0.5) : SignalAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(SignalBuffer input, IDraws draws, SignalBuffer output)
    {
        output.Resize(input.Leads, input.Length);
        var from = input.Samples;
        var to = output.Samples;
        var scale = 1 + Sigma * draws.Normal();
        for (var i = 0; i < to.Length; i++) to[i] = from[i] * scale;
    }
}
