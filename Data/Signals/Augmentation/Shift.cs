using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>
/// Pads with zeros on both sides, P = rate·seconds in all, and cuts a window of the old length: from the beginning, or from the sample
/// numbered as the right padding is long. Draws: one uniform for the left padding ⌊u·P⌋, one for the window (below ½: the beginning).
/// </summary>
/// <param name="SamplingRateHz">Sampling rate.</param>
/// <param name="PaddingSeconds">Length of both paddings together.</param>
public sealed record Shift(double SamplingRateHz = 250, double PaddingSeconds = 30) : SignalAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(SignalBuffer input, IDraws draws, SignalBuffer output)
    {
        output.Resize(input.Leads, input.Length);
        output.Samples.Clear();
        var padding = (int)(SamplingRateHz * PaddingSeconds);
        var left = (int)(draws.Uniform() * padding);
        var delay = left - (draws.Uniform() < 0.5 ? 0 : padding - left);
        var kept = input.Length - Math.Abs(delay);
        if (kept <= 0) return;
        for (var lead = 0; lead < input.Leads; lead++)
            input[lead].Slice(Math.Max(-delay, 0), kept).CopyTo(output[lead][Math.Max(delay, 0)..]);
    }
}
