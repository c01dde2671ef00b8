using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Signals.Fourier;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>
/// Removes a band of frequencies or a stretch of time from the short-time spectrum (after Park et al., 2019): rectangular window of
/// <paramref name="TransformLength"/> points, hop a quarter of it, centred with reflected ends, inverse by overlap-add over the summed
/// window. The same block for all leads. Draws: one uniform (below ½: frequencies), one integer for the block's first bin or frame.
/// </summary>
/// <param name="MaskingRatio">Part of the bins or frames that is removed.</param>
/// <param name="TransformLength">Points of a frame, even.</param>
public sealed record SpecAugment(double MaskingRatio = 0.2, int TransformLength = 120) : SignalAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(SignalBuffer input, IDraws draws, SignalBuffer output)
    {
        var (length, half, hop) = (input.Length, TransformLength / 2, TransformLength / 4);
        if (hop < 1 || length <= half)
            throw new ArgumentException($"Frames of {TransformLength} points with reflected ends cannot be cut from {length} samples.",
                nameof(input));
        var (bins, frames) = (half + 1, 1 + length / hop);
        var inFrequency = draws.Uniform() < 0.5;
        var size = inFrequency ? bins : frames;
        var masked = (int)(size * MaskingRatio);
        var first = draws.Integer(size - masked + 1);

        output.Resize(input.Leads, length);
        // Masking whole bins is a real filter: two frames can go through it as the parts of one complex signal.
        using var spectrum = new LeadSpectrum(TransformLength, (frames + 1) / 2);
        for (var lead = 0; lead < input.Leads; lead++)
        {
            for (var frame = 0; frame < frames; frame++) LoadFrame(input[lead], frame * hop - half, spectrum, frame);
            if (inFrequency) RemoveBins(spectrum, first, masked);
            OverlapAdd(spectrum, frames, hop, inFrequency ? 0..0 : first..(first + masked), output[lead]);
        }
    }

    private static Span<double> Part(in LeadSpectrum spectrum, int frame) => frame % 2 == 0 ? spectrum.Re : spectrum.Im;

    private static void LoadFrame(ReadOnlySpan<double> samples, int start, in LeadSpectrum spectrum, int frame)
    {
        var part = Part(spectrum, frame);
        var last = samples.Length - 1;
        for (var t = 0; t < spectrum.Length; t++)
        {
            var at = Math.Abs(start + t);
            // A frame may reach beyond the reflected end; what it holds there is cut off again.
            part[t * spectrum.Columns + frame / 2] = samples[Math.Max(0, at > last ? 2 * last - at : at)];
        }
    }

    private static void RemoveBins(in LeadSpectrum spectrum, int first, int count)
    {
        spectrum.Forward();
        for (var bin = first; bin < first + count; bin++)
        {
            foreach (var row in (ReadOnlySpan<int>)[bin, (spectrum.Length - bin) % spectrum.Length])
            {
                spectrum.Re.Slice(row * spectrum.Columns, spectrum.Columns).Clear();
                spectrum.Im.Slice(row * spectrum.Columns, spectrum.Columns).Clear();
            }
        }
        spectrum.Inverse();
    }

    private static void OverlapAdd(in LeadSpectrum spectrum, int frames, int hop, Range masked, Span<double> output)
    {
        var half = spectrum.Length / 2;
        for (var t = 0; t < output.Length; t++)
        {
            var (sum, covering) = (0.0, 0);
            var lastFrame = Math.Min(frames - 1, (t + half) / hop);
            for (var frame = lastFrame; frame >= 0 && frame * hop - half + spectrum.Length > t; frame--)
            {
                covering++;
                if (frame >= masked.Start.Value && frame < masked.End.Value) continue;
                sum += Part(spectrum, frame)[(t + half - frame * hop) * spectrum.Columns + frame / 2];
            }
            output[t] = sum / covering;
        }
    }
}
