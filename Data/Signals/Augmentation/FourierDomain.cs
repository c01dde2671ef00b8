using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Signals.Fourier;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>
/// The spectrum instead of the signal: fftshift(FFT_N(x))/N with N = factor·T, frequency 0 at sample N/2. The output has the real parts
/// of all leads and then their imaginary parts. Only time is shifted (the published code rolls the leads too). Takes no draws.
/// </summary>
/// <param name="Factor">Length of the transform in lengths of the signal, which is padded with zeros.</param>
/// <param name="UpperHalf">Whether only frequencies from 0 on are kept.</param>
public sealed record TimeToFourier(int Factor = 1, bool UpperHalf = false) : SignalAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(SignalBuffer input, IDraws draws, SignalBuffer output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Factor, 1, nameof(Factor));
        var (leads, points) = (input.Leads, checked(Factor * input.Length));
        var first = UpperHalf ? points / 2 : 0;
        output.Resize(2 * leads, points - first);
        if (points == 0) return;
        using var spectrum = new LeadSpectrum(points, leads);
        for (var lead = 0; lead < leads; lead++) spectrum.Load(input[lead], spectrum.Re, lead);
        spectrum.Forward();
        for (var i = first; i < points; i++)
        {
            var bin = (i + (points + 1) / 2) % points;
            for (var lead = 0; lead < leads; lead++)
            {
                output[lead][i - first] = spectrum.Re[bin * leads + lead] / points;
                output[leads + lead][i - first] = spectrum.Im[bin * leads + lead] / points;
            }
        }
    }
}

/// <summary>
/// The way back from a whole spectrum of <see cref="TimeToFourier"/>: the real part of N·IFFT(ifftshift(X)). Takes no draws.
/// </summary>
/// <param name="Factor">The factor of the way there; the padding is cut off again.</param>
public sealed record FourierToTime(int Factor = 1) : SignalAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(SignalBuffer input, IDraws draws, SignalBuffer output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Factor, 1, nameof(Factor));
        var (leads, points) = (input.Leads / 2, input.Length);
        if (input.Leads % 2 != 0)
            throw new ArgumentException($"A spectrum has two rows, real and imaginary part, not {input.Leads}.", nameof(input));
        output.Resize(leads, points / Factor);
        if (points == 0) return;
        using var spectrum = new LeadSpectrum(points, leads);
        for (var i = 0; i < points; i++)
        {
            var bin = (i + (points + 1) / 2) % points;
            for (var lead = 0; lead < leads; lead++)
            {
                spectrum.Re[bin * leads + lead] = input[lead][i] * points;
                spectrum.Im[bin * leads + lead] = input[leads + lead][i] * points;
            }
        }
        spectrum.Inverse();
        for (var lead = 0; lead < leads; lead++) spectrum.Store(spectrum.Re, lead, output[lead]);
    }
}
