using System.Numerics;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Signals.Fourier;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>
/// Moves all frequencies by the same amount: the analytic signal (Hilbert transform by FFT of the signal padded with zeros to a power
/// of two) times exp(2πi·Δf·t), real part. Takes no draws.
/// </summary>
/// <param name="ShiftHz">Δf.</param>
/// <param name="SamplingRateHz">Sampling rate.</param>
public sealed record FrequencyShift(double ShiftHz = 0, double SamplingRateHz = 200) : SignalAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(SignalBuffer input, IDraws draws, SignalBuffer output)
    {
        var (leads, length) = (input.Leads, input.Length);
        output.Resize(leads, length);
        if (length == 0) return;
        var padded = (int)BitOperations.RoundUpToPowerOf2((uint)length);
        using var spectrum = new LeadSpectrum(padded, leads);
        for (var lead = 0; lead < leads; lead++) spectrum.Load(input[lead], spectrum.Re, lead);
        spectrum.Forward();
        foreach (var part in (ReadOnlySpan<int>)[0, 1])
        {
            var values = part == 0 ? spectrum.Re : spectrum.Im;
            foreach (ref var value in values[leads..Math.Max(leads, padded / 2 * leads)]) value *= 2;
            values[Math.Min(values.Length, (padded / 2 + 1) * leads)..].Clear();
        }
        spectrum.Inverse();
        for (var t = 0; t < length; t++)
        {
            var (sin, cos) = Math.SinCos(Math.Tau * ShiftHz * t / SamplingRateHz);
            for (var lead = 0; lead < leads; lead++)
                output.Samples[lead * length + t] = spectrum.Re[t * leads + lead] * cos - spectrum.Im[t * leads + lead] * sin;
        }
    }
}
