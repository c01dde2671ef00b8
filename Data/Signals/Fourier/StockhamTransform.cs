using System.Numerics;

namespace EcgCmrNative.Data.Signals.Fourier;

/// <summary>
/// Mixed-radix autosort transform (Stockham). A pass of radix r over n = r·m points with stride s reads r rows that lie s·m apart,
/// combines them, turns them by the twiddle factors, and writes them side by side; n becomes m and s becomes r·s.
/// </summary>
internal sealed class StockhamTransform : FourierTransform
{
    private readonly StockhamPass[] _passes;

    public StockhamTransform(int length, int[] factors)
        : base(length)
    {
        _passes = new StockhamPass[factors.Length];
        var n = length;
        for (var i = 0; i < factors.Length; i++)
        {
            _passes[i] = new StockhamPass(factors[i], n);
            n /= factors[i];
        }
    }

    private protected override void Transform(Span<double> re, Span<double> im, int batch)
    {
        if (batch < Vector<double>.Count)
        {
            Widened(re, im, batch);
            return;
        }
        using var scratch = new Scratch(re.Length);
        var stride = batch;
        for (var i = 0; i < _passes.Length; i++)
        {
            if (i % 2 == 0) _passes[i].Run(re, im, scratch.Re, scratch.Im, stride);
            else _passes[i].Run(scratch.Re, scratch.Im, re, im, stride);
            stride *= _passes[i].Radix;
        }
        if (_passes.Length % 2 == 0) return;
        scratch.Re.CopyTo(re);
        scratch.Im.CopyTo(im);
    }

    /// <summary>A batch narrower than a vector is carried by one as wide as a vector.</summary>
    private void Widened(Span<double> re, Span<double> im, int batch)
    {
        var wide = Vector<double>.Count;
        using var scratch = new Scratch(Length * wide);
        scratch.Re.Clear();
        scratch.Im.Clear();
        for (var i = 0; i < re.Length; i++)
        {
            var at = i / batch * wide + i % batch;
            (scratch.Re[at], scratch.Im[at]) = (re[i], im[i]);
        }
        Transform(scratch.Re, scratch.Im, wide);
        for (var i = 0; i < re.Length; i++)
        {
            var at = i / batch * wide + i % batch;
            (re[i], im[i]) = (scratch.Re[at], scratch.Im[at]);
        }
    }
}
