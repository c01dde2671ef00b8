using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EcgCmrNative.Data.Signals;

/// <summary>
/// Baseline by asymmetric least squares (Eilers and Boelens, 2005): z minimises Σ w (y − z)² + λ Σ (Δ²z)², where samples above the
/// baseline weigh p and those below 1 − p. Each iteration solves the pentadiagonal system (W + λ D Dᵀ) z = W y by LDLᵀ in double;
/// at λ = 1e7 single precision is not positive definite. Leads are independent systems and are solved four at a time, one per vector lane.
/// </summary>
public static class AsymmetricLeastSquares
{
    private static readonly int Lanes = Vector256<double>.Count;

    /// <summary>Computes the baseline of every lead.</summary>
    /// <param name="samples">Row-major [leads, T], finite, T ≥ 3.</param>
    /// <param name="leads">Number of leads.</param>
    /// <param name="smoothness">λ.</param>
    /// <param name="asymmetry">p, the weight of samples above the baseline; those on it weigh 0.</param>
    /// <param name="iterations">Number of solves, at least 1; the first has unit weights.</param>
    /// <param name="baseline">Receives the baseline, row-major [leads, T]; may be <paramref name="samples"/> itself.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or there are fewer than three samples per lead.</exception>
    public static void Baseline(
        ReadOnlySpan<double> samples, int leads, double smoothness, double asymmetry, int iterations, Span<double> baseline)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        var length = SignalBuffer.LengthOf(samples.Length, leads);
        if (length < 3) throw new ArgumentException($"A baseline needs at least 3 samples per lead, not {length}.", nameof(samples));
        if (baseline.Length != samples.Length)
            throw new ArgumentException($"{samples.Length} samples need a baseline of that size, not {baseline.Length}.", nameof(baseline));

        var rented = ArrayPool<double>.Shared.Rent(Solver.Arrays * length * Lanes);
        var solver = new Solver(rented, length, smoothness, asymmetry);
        for (var first = 0; first < leads; first += Lanes)
        {
            var count = Math.Min(Lanes, leads - first);
            for (var lane = 0; lane < Lanes; lane++)
                solver.Load(lane, samples.Slice((first + Math.Min(lane, count - 1)) * length, length));
            solver.Run(iterations);
            for (var lane = 0; lane < count; lane++) solver.Store(lane, baseline.Slice((first + lane) * length, length));
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Four systems, one per lane.</summary>
    private readonly ref struct Solver
    {
        public const int Arrays = 6;

        private readonly int _length;
        private readonly double _smoothness;
        private readonly double _asymmetry;
        private readonly Span<Vector256<double>> _y;
        private readonly Span<Vector256<double>> _z;
        private readonly Span<Vector256<double>> _lower;
        private readonly Span<Vector256<double>> _inversePivot;
        private readonly Span<Vector256<double>> _weight;
        private readonly Span<Vector256<double>> _correction;

        public Solver(double[] memory, int length, double smoothness, double asymmetry)
        {
            var vectors = MemoryMarshal.Cast<double, Vector256<double>>(memory.AsSpan());
            (_length, _smoothness, _asymmetry) = (length, smoothness, asymmetry);
            _y = vectors[..length];
            _z = vectors.Slice(length, length);
            _lower = vectors.Slice(2 * length, length);
            _inversePivot = vectors.Slice(3 * length, length);
            _weight = vectors.Slice(4 * length, length);
            _correction = vectors.Slice(5 * length, length);
        }

        public void Load(int lane, ReadOnlySpan<double> lead)
        {
            var target = MemoryMarshal.Cast<Vector256<double>, double>(_y);
            for (var t = 0; t < lead.Length; t++) target[t * Lanes + lane] = lead[t];
        }

        public void Store(int lane, Span<double> lead)
        {
            var source = MemoryMarshal.Cast<Vector256<double>, double>(_z);
            for (var t = 0; t < lead.Length; t++) lead[t] = source[t * Lanes + lane];
        }

        public void Run(int iterations)
        {
            // Unit weights: in the first solve, and where the last baseline was the signal itself (no weight would be left to solve with).
            var unit = Vector256<double>.AllBitsSet;
            for (var iteration = 0; iteration < iterations; iteration++)
            {
                Factorise(unit);
                Substitute(_z);
                unit = Vector256.LessThan(Misses(), Vector256.Create(2.0));
            }
            Refine();
        }

        /// <summary>LDLᵀ of W + λ D Dᵀ, and L u = W y on the way; u goes where z was.</summary>
        private void Factorise(Vector256<double> unit)
        {
            var above = Vector256.Create(_asymmetry);
            var below = Vector256.Create(1 - _asymmetry);
            Vector256<double> lower = default, u1 = default, u2 = default;
            Vector256<double> pivot1 = default, pivot2 = default, inverse1 = default, inverse2 = default;
            for (var t = 0; t < _length; t++)
            {
                var (y, z) = (_y[t], _z[t]);
                var weight = Vector256.ConditionalSelect(Vector256.GreaterThan(y, z), above, Vector256.LessThan(y, z) & below);
                weight = Vector256.ConditionalSelect(unit, Vector256<double>.One, weight);

                var first = t == 0 ? 0 : (t < _length - 1 ? -2 : 0) + (t > 1 ? -2 : 0);
                var second = t > 1 ? _smoothness : 0;
                var lower2 = second * inverse2;
                lower = (Vector256.Create(first * _smoothness) - second * lower) * inverse1;
                var pivot = weight + Penalty(t) - lower * lower * pivot1 - lower2 * lower2 * pivot2;
                var u = weight * y - lower * u1 - lower2 * u2;

                (pivot2, pivot1) = (pivot1, pivot);
                (inverse2, inverse1) = (inverse1, Vector256<double>.One / pivot);
                (u2, u1) = (u1, u);
                (_lower[t], _inversePivot[t], _weight[t], _z[t]) = (lower, inverse1, weight, u);
            }
        }

        /// <summary>Lᵀ z = D⁻¹ u, in place.</summary>
        private void Substitute(Span<Vector256<double>> values)
        {
            Vector256<double> z1 = default, z2 = default, lower1 = default;
            for (var t = _length - 1; t >= 0; t--)
            {
                var lower2 = t + 2 < _length ? _smoothness : 0;
                var z = (values[t] - lower2 * z2) * _inversePivot[t] - lower1 * z1;
                (z2, z1) = (z1, z);
                lower1 = _lower[t];
                values[t] = z;
            }
        }

        /// <summary>
        /// One step of iterative refinement. The second differences of a smooth z are exact in floating point, so the residual is accurate
        /// although λ magnifies it. The system that is solved has the weights that are left once they have been
        /// added to the penalty, as published.
        /// </summary>
        private void Refine()
        {
            Vector256<double> bend1 = default, bend2 = default, u1 = default, u2 = default, inverse1 = default, inverse2 = default;
            for (var t = 0; t < _length; t++)
            {
                var bend = t + 2 < _length ? _z[t] - _z[t + 1] - (_z[t + 1] - _z[t + 2]) : default;
                var weight = _weight[t] + Penalty(t) - Penalty(t);
                var residual = _weight[t] * _y[t] - weight * _z[t] - _smoothness * (bend - bend1 - (bend1 - bend2));
                (bend2, bend1) = (bend1, bend);

                var u = residual - _lower[t] * u1 - (t > 1 ? _smoothness : 0) * inverse2 * u2;
                (inverse2, inverse1) = (inverse1, _inversePivot[t]);
                (u2, u1) = (u1, u);
                _correction[t] = u;
            }
            Substitute(_correction);
            for (var t = 0; t < _length; t++) _z[t] += _correction[t];
        }

        /// <summary>The diagonal of λ D Dᵀ: 6 inside, less at both ends.</summary>
        private Vector256<double> Penalty(int t)
        {
            var last = _length - 1;
            return Vector256.Create(_smoothness * ((t < last - 1 ? 1 : 0) + (t > 0 && t < last ? 4 : 0) + (t > 1 ? 1 : 0)));
        }

        /// <summary>How many samples the baseline misses, per lane.</summary>
        private Vector256<double> Misses()
        {
            Vector256<double> count = default;
            for (var t = 0; t < _length; t++) count += Vector256.AndNot(Vector256<double>.One, Vector256.Equals(_z[t], _y[t]));
            return count;
        }
    }
}
