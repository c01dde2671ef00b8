using System.Buffers;
using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>
/// Sets patches of all leads to zero: round(factor·T/patch) of them, kept apart by random gaps that share what is left of the
/// signal, or in one block. Draws: one uniform for each gap, those before and after the patches included.
/// </summary>
/// <param name="Factor">Part of the signal that is masked.</param>
/// <param name="SamplingRateHz">Sampling rate.</param>
/// <param name="PatchSeconds">Length of a patch.</param>
/// <param name="Block">Whether the patches follow each other without a gap.</param>
public sealed record Masking(
    double Factor = 0.75, double SamplingRateHz = 200, double PatchSeconds = 1, bool Block = false) : SignalAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(SignalBuffer input, IDraws draws, SignalBuffer output)
    {
        output.CopyFrom(input);
        var patch = (int)(SamplingRateHz * PatchSeconds);
        if (patch < 1)
            throw new ArgumentException($"A patch of {PatchSeconds} s at {SamplingRateHz} Hz is shorter than one sample.", nameof(input));
        var patches = Math.Min((int)Math.Round(Factor * input.Length / patch), input.Length / patch);
        if (patches == 0) return;
        if (Block) (patch, patches) = (patch * patches, 1);

        var rented = ArrayPool<double>.Shared.Rent(patches + 1);
        var gaps = rented.AsSpan(0, patches + 1);
        draws.Uniforms(gaps);
        var total = 0.0;
        foreach (var gap in gaps) total += gap;
        var free = input.Length - patch * patches;
        var before = 0.0;
        for (var i = 0; i < patches; i++)
        {
            before += gaps[i];
            var start = (total > 0 ? (int)(free * (before / total)) : 0) + i * patch;
            for (var lead = 0; lead < output.Leads; lead++) output[lead].Slice(start, patch).Clear();
        }
        ArrayPool<double>.Shared.Return(rented);
    }
}
