using System.Numerics;

namespace EcgCmrNative.Data.Signals.Fourier;

/// <summary>
/// The transform of a length with a large prime factor, as a convolution with a chirp (Bluestein, 1970):
/// k·t = (k² + t² − (k − t)²)/2, so X[k] = c[k] Σ (x[t] c[t]) c̄[k − t] with c[t] = exp(−πi·t²/n).
/// </summary>
internal sealed class ChirpTransform : FourierTransform
{
    private readonly FourierTransform _padded;
    private readonly double[] _chirpRe;
    private readonly double[] _chirpIm;
    private readonly double[] _filterRe;
    private readonly double[] _filterIm;

    public ChirpTransform(int length)
        : base(length)
    {
        var size = checked((int)BitOperations.RoundUpToPowerOf2((uint)(2 * length - 1)));
        _padded = Of(size);
        (_chirpRe, _chirpIm) = (new double[length], new double[length]);
        (_filterRe, _filterIm) = (new double[size], new double[size]);
        for (var t = 0; t < length; t++)
        {
            (_chirpRe[t], _chirpIm[t]) = Root((long)t * t, 2 * length);
            foreach (var at in (ReadOnlySpan<int>)[t, (size - t) % size])
                (_filterRe[at], _filterIm[at]) = (_chirpRe[t], -_chirpIm[t]);
        }
        _padded.Forward(_filterRe, _filterIm);
    }

    private protected override void Transform(Span<double> re, Span<double> im, int batch)
    {
        using var scratch = new Scratch(_padded.Length * batch);
        scratch.Re[re.Length..].Clear();
        scratch.Im[im.Length..].Clear();
        Multiply(re, im, _chirpRe, _chirpIm, scratch.Re, scratch.Im, batch);
        _padded.Forward(scratch.Re, scratch.Im, batch);
        Multiply(scratch.Re, scratch.Im, _filterRe, _filterIm, scratch.Re, scratch.Im, batch);
        _padded.Inverse(scratch.Re, scratch.Im, batch);
        Multiply(scratch.Re, scratch.Im, _chirpRe, _chirpIm, re, im, batch);
    }

    /// <summary>Multiplies row t of every signal by factor t.</summary>
    private static void Multiply(
        ReadOnlySpan<double> re, ReadOnlySpan<double> im, double[] factorRe, double[] factorIm,
        Span<double> toRe, Span<double> toIm, int batch)
    {
        for (var t = 0; t < factorRe.Length; t++)
        {
            var (cos, sin) = (factorRe[t], factorIm[t]);
            for (var i = t * batch; i < (t + 1) * batch; i++)
                (toRe[i], toIm[i]) = (re[i] * cos - im[i] * sin, re[i] * sin + im[i] * cos);
        }
    }
}
