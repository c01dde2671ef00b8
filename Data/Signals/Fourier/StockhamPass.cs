using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EcgCmrNative.Data.Signals.Fourier;

/// <summary>
/// One pass of a <see cref="StockhamTransform"/>: butterflies of one radix (2, 4 or odd) over n points, and their twiddle factors.
/// </summary>
internal sealed class StockhamPass
{
    private readonly int _columns;
    private readonly double[] _rootRe;
    private readonly double[] _rootIm;
    private readonly double[] _twiddleRe;
    private readonly double[] _twiddleIm;

    public StockhamPass(int radix, int n)
    {
        (Radix, _columns) = (radix, n / radix);
        (_rootRe, _rootIm) = (new double[radix], new double[radix]);
        for (var k = 0; k < radix; k++) (_rootRe[k], _rootIm[k]) = FourierTransform.Root(k, radix);
        (_twiddleRe, _twiddleIm) = (new double[n], new double[n]);
        for (var at = 0; at < n; at++) (_twiddleRe[at], _twiddleIm[at]) = FourierTransform.Root((long)(at / radix) * (at % radix), n);
    }

    public int Radix { get; }

    /// <summary>
    /// Runs the pass over all columns. The stride is at least one vector; the last vector of a row may overlap the one before.
    /// </summary>
    public void Run(ReadOnlySpan<double> fromRe, ReadOnlySpan<double> fromIm, Span<double> toRe, Span<double> toIm, int stride)
    {
        var last = stride - Vector<double>.Count;
        var terms = new Terms(stackalloc Vector<double>[4 * Radix]);
        for (var column = 0; column < _columns; column++)
        {
            var rows = new Rows(
                ref MemoryMarshal.GetReference(fromRe), ref MemoryMarshal.GetReference(fromIm),
                ref MemoryMarshal.GetReference(toRe), ref MemoryMarshal.GetReference(toIm),
                column * stride, _columns * stride, column * Radix * stride, stride,
                _twiddleRe.AsSpan(column * Radix, Radix), _twiddleIm.AsSpan(column * Radix, Radix));
            for (var i = 0; i < stride; i += Vector<double>.Count)
            {
                var at = Math.Min(i, last);
                switch (Radix)
                {
                    case 2: Two(rows, at); break;
                    case 4: Four(rows, at); break;
                    case 5: Five(rows, at); break;
                    default: Odd(rows, at, terms); break;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two(in Rows rows, int at)
    {
        rows.Load(0, at, out var aRe, out var aIm);
        rows.Load(1, at, out var bRe, out var bIm);
        rows.Store(0, at, aRe + bRe, aIm + bIm);
        rows.Store(1, at, aRe - bRe, aIm - bIm);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(in Rows rows, int at)
    {
        rows.Load(0, at, out var aRe, out var aIm);
        rows.Load(1, at, out var bRe, out var bIm);
        rows.Load(2, at, out var cRe, out var cIm);
        rows.Load(3, at, out var dRe, out var dIm);
        var (sumRe, sumIm, differenceRe, differenceIm) = (aRe + cRe, aIm + cIm, aRe - cRe, aIm - cIm);
        var (oddRe, oddIm, crossRe, crossIm) = (bRe + dRe, bIm + dIm, bIm - dIm, dRe - bRe);
        rows.Store(0, at, sumRe + oddRe, sumIm + oddIm);
        rows.Store(1, at, differenceRe + crossRe, differenceIm + crossIm);
        rows.Store(2, at, sumRe - oddRe, sumIm - oddIm);
        rows.Store(3, at, differenceRe - crossRe, differenceIm - crossIm);
    }

    /// <summary>The odd butterfly unrolled for 5, a frequent factor: 10 s at 500 Hz are 5000 samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Five(in Rows rows, int at)
    {
        rows.Load(0, at, out var aRe, out var aIm);
        rows.Load(1, at, out var bRe, out var bIm);
        rows.Load(2, at, out var cRe, out var cIm);
        rows.Load(3, at, out var dRe, out var dIm);
        rows.Load(4, at, out var eRe, out var eIm);
        var (outerRe, outerIm, innerRe, innerIm) = (bRe + eRe, bIm + eIm, cRe + dRe, cIm + dIm);
        var (outerCrossRe, outerCrossIm, innerCrossRe, innerCrossIm) = (bRe - eRe, bIm - eIm, cRe - dRe, cIm - dIm);
        var (cos1, cos2, sin1, sin2) = (_rootRe[1], _rootRe[2], _rootIm[1], _rootIm[2]);
        var (evenRe1, evenIm1) = (aRe + cos1 * outerRe + cos2 * innerRe, aIm + cos1 * outerIm + cos2 * innerIm);
        var (evenRe2, evenIm2) = (aRe + cos2 * outerRe + cos1 * innerRe, aIm + cos2 * outerIm + cos1 * innerIm);
        var (oddRe1, oddIm1) = (-(sin1 * outerCrossIm + sin2 * innerCrossIm), sin1 * outerCrossRe + sin2 * innerCrossRe);
        var (oddRe2, oddIm2) = (sin1 * innerCrossIm - sin2 * outerCrossIm, sin2 * outerCrossRe - sin1 * innerCrossRe);
        rows.Store(0, at, aRe + outerRe + innerRe, aIm + outerIm + innerIm);
        rows.Store(1, at, evenRe1 + oddRe1, evenIm1 + oddIm1);
        rows.Store(2, at, evenRe2 + oddRe2, evenIm2 + oddIm2);
        rows.Store(3, at, evenRe2 - oddRe2, evenIm2 - oddIm2);
        rows.Store(4, at, evenRe1 - oddRe1, evenIm1 - oddIm1);
    }

    /// <summary>Any odd radix: rows j and r − j share cosines and, up to sign, sines; so do results k and r − k.</summary>
    private void Odd(in Rows rows, int at, in Terms terms)
    {
        rows.Load(0, at, out var aRe, out var aIm);
        var (totalRe, totalIm) = (aRe, aIm);
        var half = Radix / 2;
        for (var j = 1; j <= half; j++)
        {
            rows.Load(j, at, out var lowRe, out var lowIm);
            rows.Load(Radix - j, at, out var highRe, out var highIm);
            (terms.SumRe[j], terms.SumIm[j]) = (lowRe + highRe, lowIm + highIm);
            (terms.DifferenceRe[j], terms.DifferenceIm[j]) = (lowRe - highRe, lowIm - highIm);
            (totalRe, totalIm) = (totalRe + terms.SumRe[j], totalIm + terms.SumIm[j]);
        }
        rows.Store(0, at, totalRe, totalIm);
        for (var k = 1; k <= half; k++)
        {
            Vector<double> evenRe = aRe, evenIm = aIm, oddRe = default, oddIm = default;
            for (int j = 1, root = k; j <= half; j++, root = root + k >= Radix ? root + k - Radix : root + k)
            {
                evenRe += _rootRe[root] * terms.SumRe[j];
                evenIm += _rootRe[root] * terms.SumIm[j];
                oddRe -= _rootIm[root] * terms.DifferenceIm[j];
                oddIm += _rootIm[root] * terms.DifferenceRe[j];
            }
            rows.Store(k, at, evenRe + oddRe, evenIm + oddIm);
            rows.Store(Radix - k, at, evenRe - oddRe, evenIm - oddIm);
        }
    }

    /// <summary>Sums and differences of the rows of an odd butterfly.</summary>
    private readonly ref struct Terms(Span<Vector<double>> memory)
    {
        public readonly Span<Vector<double>> SumRe = memory[..(memory.Length / 4)];
        public readonly Span<Vector<double>> SumIm = memory[(memory.Length / 4)..(memory.Length / 2)];
        public readonly Span<Vector<double>> DifferenceRe = memory[(memory.Length / 2)..(memory.Length / 4 * 3)];
        public readonly Span<Vector<double>> DifferenceIm = memory[(memory.Length / 4 * 3)..];
    }

    /// <summary>
    /// The rows that one column reads and writes. Their sizes are those that <see cref="FourierTransform.Forward"/> checked.
    /// </summary>
    private readonly ref struct Rows(
        ref double fromRe, ref double fromIm, ref double toRe, ref double toIm,
        int from, int fromStep, int to, int toStep, ReadOnlySpan<double> twiddleRe, ReadOnlySpan<double> twiddleIm)
    {
        private readonly ref double _fromRe = ref fromRe;
        private readonly ref double _fromIm = ref fromIm;
        private readonly ref double _toRe = ref toRe;
        private readonly ref double _toIm = ref toIm;
        private readonly int _from = from;
        private readonly int _fromStep = fromStep;
        private readonly int _to = to;
        private readonly int _toStep = toStep;
        private readonly ReadOnlySpan<double> _twiddleRe = twiddleRe;
        private readonly ReadOnlySpan<double> _twiddleIm = twiddleIm;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Load(int row, int at, out Vector<double> re, out Vector<double> im)
        {
            var offset = (nuint)(_from + row * _fromStep + at);
            re = Vector.LoadUnsafe(ref _fromRe, offset);
            im = Vector.LoadUnsafe(ref _fromIm, offset);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(int row, int at, Vector<double> re, Vector<double> im)
        {
            var offset = (nuint)(_to + row * _toStep + at);
            var (cos, sin) = (_twiddleRe[row], _twiddleIm[row]);
            (re * cos - im * sin).StoreUnsafe(ref _toRe, offset);
            (re * sin + im * cos).StoreUnsafe(ref _toIm, offset);
        }
    }
}
