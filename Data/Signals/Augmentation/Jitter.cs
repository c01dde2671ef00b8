using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>
/// Noise in proportion to the signal: y = x + amplitude·x·n with n ~ N(0, σ²). Draws: one normal for each sample, lead by lead.
/// </summary>
/// <param name="Sigma">σ.</param>
/// <param name="Amplitude">Part of the signal that the noise multiplies.</param>
public sealed record Jitter(double Sigma = 0.2, double Amplitude = 0.6) : SignalAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(SignalBuffer input, IDraws draws, SignalBuffer output)
    {
        output.Resize(input.Leads, input.Length);
        var from = input.Samples;
        var to = output.Samples;
        draws.Normals(to);
        var scale = Amplitude * Sigma;
        for (var i = 0; i < to.Length; i++) to[i] = from[i] + scale * from[i] * to[i];
    }
}
