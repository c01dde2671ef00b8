using System.Buffers;
using System.Collections.Concurrent;

namespace EcgCmrNative.Data.Signals.Fourier;

/// <summary>
/// The discrete Fourier transform X[k] = Σ x[t]·exp(−2πi·k·t/n) of any length, in double. Several signals are transformed at once:
/// element t of signal b lies at t·batch + b, which makes every pass run over contiguous vectors. Lengths with small prime factors
/// take the mixed-radix Stockham algorithm, others the chirp-z transform of Bluestein. Plans are immutable and cached by length.
/// </summary>
public abstract class FourierTransform
{
    private const int LargestRadix = 61;
    private static readonly ConcurrentDictionary<int, FourierTransform> Plans = new();

    private protected FourierTransform(int length) => Length = length;

    /// <summary>Number of points.</summary>
    public int Length { get; }

    /// <summary>The transform of this many points.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive.</exception>
    public static FourierTransform Of(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return Plans.GetOrAdd(length, static n =>
            Factors(n) is { } factors ? new StockhamTransform(n, factors) : new ChirpTransform(n));
    }

    /// <summary>Transforms in place, without scaling.</summary>
    /// <param name="re">Real parts, [Length, batch].</param>
    /// <param name="im">Imaginary parts, [Length, batch].</param>
    /// <param name="batch">Number of signals.</param>
    /// <exception cref="ArgumentException">The spans are not of size Length·batch.</exception>
    public void Forward(Span<double> re, Span<double> im, int batch = 1)
    {
        if (re.Length != Length * batch || im.Length != Length * batch)
            throw new ArgumentException(
                $"{batch} signals of {Length} points need {Length * batch} values, not {re.Length} and {im.Length}.");
        if (Length > 1) Transform(re, im, batch);
    }

    /// <summary>Transforms back in place, including the division by Length.</summary>
    /// <inheritdoc cref="Forward"/>
    public void Inverse(Span<double> re, Span<double> im, int batch = 1)
    {
        Forward(im, re, batch);
        var scale = 1.0 / Length;
        foreach (ref var x in re) x *= scale;
        foreach (ref var x in im) x *= scale;
    }

    private protected abstract void Transform(Span<double> re, Span<double> im, int batch);

    /// <summary>The factors 4, 2 and odd primes of n, or null if one is too large for a butterfly.</summary>
    private static int[]? Factors(int n)
    {
        var factors = new List<int>();
        for (; n % 4 == 0; n /= 4) factors.Add(4);
        for (var p = 2; n > 1; p += p == 2 ? 1 : 2)
        {
            if (p > LargestRadix) return null;
            for (; n % p == 0; n /= p) factors.Add(p);
        }
        return [.. factors];
    }

    /// <summary>cos and −sin of 2π·numerator/denominator, accurate for any numerator.</summary>
    internal static (double Re, double Im) Root(long numerator, int denominator)
    {
        var (sin, cos) = Math.SinCos(Math.Tau * (numerator % denominator) / denominator);
        return (cos, -sin);
    }

    /// <summary>Working memory for one call.</summary>
    private protected readonly ref struct Scratch : IDisposable
    {
        private readonly double[] _rented;

        public Scratch(int size)
        {
            _rented = ArrayPool<double>.Shared.Rent(2 * size);
            Re = _rented.AsSpan(0, size);
            Im = _rented.AsSpan(size, size);
        }

        public Span<double> Re { get; }

        public Span<double> Im { get; }

        public void Dispose() => ArrayPool<double>.Shared.Return(_rented);
    }
}
