using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace EcgCmrNative.Data.Signals;

/// <summary>
/// Changes the sampling rate by a rational factor L/M with a polyphase windowed-sinc filter of zero phase delay.
/// <list type="bullet">
/// <item>Pass band: 0 to 90 % of the lower rate's Nyquist frequency, within 0.01 %. Stop band: from that Nyquist frequency on, −80 dB
/// (Kaiser window).</item>
/// <item>Unit gain at frequency 0: the weights of every phase sum to 1.</item>
/// <item>Ends: the signal is reflected about its first and last sample.</item>
/// <item>Output sample k lies at the time of input sample k·M/L; there are ⌈T·L/M⌉ of them. Equal rates copy.</item>
/// </list>
/// Immutable and thread-safe.
/// </summary>
public sealed class PolyphaseResampler
{
    private const double StopBandDecibels = 80;
    private const double TransitionWidth = 0.1;
    private const int LargestFactor = 20_000;
    private const int LargestFilter = 1 << 21;
    private const double LargestRatio = 64;

    private readonly int _up;
    private readonly int _down;
    private readonly int _reach;
    private readonly double[] _weights;

    /// <summary>Designs the filter for a pair of rates.</summary>
    /// <param name="fromHz">Rate of the input.</param>
    /// <param name="toHz">Rate of the output.</param>
    /// <exception cref="ArgumentException">A rate is not positive, or the rates have no ratio of whole numbers that can be worked
    /// with.</exception>
    public PolyphaseResampler(double fromHz, double toHz)
    {
        (_up, _down) = Ratio(fromHz, toHz);
        // In input samples: the sinc's zero crossings lie 1/cutoff apart, and the filter ends `_reach` samples away from its centre.
        var narrowing = Math.Max(1.0, (double)_down / _up);
        var halfWidth = (StopBandDecibels - 7.95) / (2.285 * Math.PI * TransitionWidth) / 2 * narrowing;
        _reach = (int)Math.Ceiling(halfWidth);
        if (_up == _down)
        {
            _weights = [];
            return;
        }
        if ((long)_up * Taps > LargestFilter)
            throw new ArgumentException($"Resampling from {fromHz} Hz to {toHz} Hz needs a filter of {(long)_up * Taps} weights.",
                nameof(fromHz));
        _weights = Design(_up, Taps, _reach, halfWidth, (1 - TransitionWidth / 2) / narrowing);
    }

    /// <summary>Weights per output sample.</summary>
    private int Taps => 2 * _reach + 1;

    /// <summary>Samples that come out of <paramref name="length"/> samples.</summary>
    /// <exception cref="OverflowException">More than an array holds.</exception>
    public int OutputLength(int length) => checked((int)(((long)length * _up + _down - 1) / _down));

    /// <summary>Resamples one lead.</summary>
    /// <param name="input">At least one sample, all finite.</param>
    /// <param name="output">Of size <see cref="OutputLength"/>.</param>
    /// <exception cref="ArgumentException">The output has another size, or there is no input.</exception>
    public void Apply(ReadOnlySpan<double> input, Span<double> output)
    {
        if (output.Length != OutputLength(input.Length))
            throw new ArgumentException(
                $"{input.Length} samples are resampled to {OutputLength(input.Length)}, but the output has {output.Length}.",
                nameof(output));
        if (_up == _down)
        {
            input.CopyTo(output);
            return;
        }
        if (input.IsEmpty) throw new ArgumentException("The signal has no samples to resample.", nameof(input));
        var rented = ArrayPool<double>.Shared.Rent(input.Length + 2 * _reach + 1);
        var padded = rented.AsSpan(0, input.Length + 2 * _reach + 1);
        for (var i = 0; i < padded.Length; i++) padded[i] = input[Reflect(i - _reach, input.Length)];
        for (var k = 0; k < output.Length; k++)
        {
            var (centre, phase) = Math.DivRem((long)k * _down, _up);
            output[k] = Dot(padded.Slice((int)centre, Taps), _weights.AsSpan((int)phase * Taps, Taps));
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    private static double[] Design(int up, int taps, int reach, double halfWidth, double cutoff)
    {
        var weights = new double[up * taps];
        var beta = 0.1102 * (StopBandDecibels - 8.7);
        for (var phase = 0; phase < up; phase++)
        {
            var row = weights.AsSpan(phase * taps, taps);
            var sum = 0.0;
            for (var i = 0; i < taps; i++)
            {
                var distance = i - reach - (double)phase / up;
                var inside = 1 - distance / halfWidth * (distance / halfWidth);
                row[i] = inside <= 0 ? 0 : Sinc(cutoff * distance) * BesselI0(beta * Math.Sqrt(inside));
                sum += row[i];
            }
            foreach (ref var weight in row) weight /= sum;
        }
        return weights;
    }

    private static (int Up, int Down) Ratio(double fromHz, double toHz)
    {
        if (!(fromHz > 0 && toHz > 0 && double.IsFinite(fromHz) && double.IsFinite(toHz)))
            throw new ArgumentException($"Sampling rates must be positive, not {fromHz} Hz and {toHz} Hz.", nameof(fromHz));
        // Continued fraction of to/from, to about the precision in which files state rates.
        var ratio = toHz / fromHz;
        if (!(ratio is <= LargestRatio and >= 1 / LargestRatio))
            throw new ArgumentException($"{fromHz} Hz and {toHz} Hz are more than a factor of {LargestRatio} apart.", nameof(fromHz));
        var (x, up, down, upBefore, downBefore) = (ratio, 1.0, 0.0, 0.0, 1.0);
        for (var i = 0; i < 40; i++)
        {
            var whole = Math.Floor(x);
            (up, upBefore) = (whole * up + upBefore, up);
            (down, downBefore) = (whole * down + downBefore, down);
            if (up > LargestFactor || down > LargestFactor) break;
            if (up > 0 && Math.Abs(up / down - ratio) <= 1e-9 * ratio) return ((int)up, (int)down);
            x = 1 / (x - whole);
        }
        throw new ArgumentException(
            $"The ratio of {fromHz} Hz and {toHz} Hz is not one of whole numbers up to {LargestFactor}.", nameof(fromHz));
    }

    private static int Reflect(int index, int length)
    {
        if (length == 1) return 0;
        var period = 2 * (length - 1);
        index = (index % period + period) % period;
        return index < length ? index : period - index;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sums = Vector<double>.Zero;
        var rest = 0.0;
        var left = MemoryMarshal.Cast<double, Vector<double>>(a);
        var right = MemoryMarshal.Cast<double, Vector<double>>(b);
        for (var i = 0; i < left.Length; i++) sums += left[i] * right[i];
        for (var i = left.Length * Vector<double>.Count; i < a.Length; i++) rest += a[i] * b[i];
        return Vector.Sum(sums) + rest;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    /// <summary>Modified Bessel function of order 0, by its power series.</summary>
    private static double BesselI0(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > 1e-17 * sum; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
