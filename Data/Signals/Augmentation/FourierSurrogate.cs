using System.Buffers;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Signals.Fourier;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>
/// Turns the phases of the spectrum and keeps its magnitudes: y = Re IFFT(FFT(x)·exp(i·ε·φ)) with φ_k = 2π·u_k, antisymmetric, 0 at
/// frequency 0 and at the Nyquist frequency. Draws: ⌈T/2⌉ − 1 uniforms, once, or once for each lead.
/// </summary>
/// <param name="PhaseNoise">ε, from 0 (nothing) to 1 (phases lost).</param>
/// <param name="LeadsIndependent">Whether every lead has phases of its own.</param>
public sealed record FourierSurrogate(double PhaseNoise, bool LeadsIndependent = false) : SignalAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(SignalBuffer input, IDraws draws, SignalBuffer output)
    {
        var (leads, length) = (input.Leads, input.Length);
        output.Resize(leads, length);
        if (length == 0) return;
        // Turning phases antisymmetrically is a real filter: two leads can go through it as the parts of one complex signal.
        var leadsPerColumn = LeadsIndependent ? 1 : 2;
        var columns = (leads + leadsPerColumn - 1) / leadsPerColumn;
        using var spectrum = new LeadSpectrum(length, columns);
        for (var lead = 0; lead < leads; lead++)
            spectrum.Load(input[lead], lead % leadsPerColumn == 0 ? spectrum.Re : spectrum.Im, lead / leadsPerColumn);
        spectrum.Forward();

        var phases = ArrayPool<double>.Shared.Rent(length);
        var drawn = phases.AsSpan(0, (length + 1) / 2 - 1);
        for (var column = 0; column < columns; column++)
        {
            var width = LeadsIndependent ? 1 : columns;
            draws.Uniforms(drawn);
            for (var k = 1; k <= drawn.Length; k++)
            {
                var (sin, cos) = Math.SinCos(Math.Tau * PhaseNoise * drawn[k - 1]);
                Turn(spectrum, k * columns + column, width, cos, sin);
                Turn(spectrum, (length - k) * columns + column, width, cos, -sin);
            }
            if (!LeadsIndependent) break;
        }
        ArrayPool<double>.Shared.Return(phases);

        spectrum.Inverse();
        for (var lead = 0; lead < leads; lead++)
            spectrum.Store(lead % leadsPerColumn == 0 ? spectrum.Re : spectrum.Im, lead / leadsPerColumn, output[lead]);
    }

    private static void Turn(in LeadSpectrum spectrum, int start, int width, double cos, double sin)
    {
        var re = spectrum.Re;
        var im = spectrum.Im;
        for (var i = start; i < start + width; i++) (re[i], im[i]) = (re[i] * cos - im[i] * sin, re[i] * sin + im[i] * cos);
    }
}
