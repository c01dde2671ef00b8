using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Kernels.Normalization;

/// <summary>Normalises some rows.</summary>
internal unsafe struct LayerNormForward<TSimd, TVector> : IParallelBody
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    public int Rows, Columns;
    public double Epsilon;
    public float* X, Gamma, Beta, Y, Mean, ReciprocalDeviation;

    /// <inheritdoc/>
    public readonly void Run(int index)
    {
        var perTask = Devices.Rows.PerTask(Columns);
        for (var row = index * (long)perTask; row < Math.Min(Rows, (index + 1L) * perTask); row++)
        {
            var x = X + (row * Columns);
            var mean = Sum(x) / Columns;
            var r = (float)(1 / Math.Sqrt((SumOfSquaredDeviations(x, mean) / Columns) + Epsilon));
            Normalize(x, mean, r, Y + (row * Columns));
            if (Mean != null) Mean[row] = mean;
            if (ReciprocalDeviation != null) ReciprocalDeviation[row] = r;
        }
    }

    // Two sums at a time in both: one addition would wait for the last.
    private readonly float Sum(float* x)
    {
        TVector even = TSimd.Create(0), odd = even;
        for (var c = 0; c < Columns; c += 2 * TSimd.Lanes)
        {
            even = TSimd.Add(even, SimdRow<TSimd, TVector>.Load(x, c, Columns));
            odd = TSimd.Add(odd, SimdRow<TSimd, TVector>.Load(x, c + TSimd.Lanes, Columns));
        }
        return TSimd.Sum(TSimd.Add(even, odd));
    }

    private readonly float SumOfSquaredDeviations(float* x, float mean)
    {
        var center = TSimd.Create(mean);
        TVector even = TSimd.Create(0), odd = even;
        for (var c = 0; c < Columns; c += 2 * TSimd.Lanes)
        {
            var d = TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x, c, Columns, mean), center);
            even = TSimd.MultiplyAdd(d, d, even);
            d = TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x, c + TSimd.Lanes, Columns, mean), center);
            odd = TSimd.MultiplyAdd(d, d, odd);
        }
        return TSimd.Sum(TSimd.Add(even, odd));
    }

    private readonly void Normalize(float* x, float mean, float r, float* y)
    {
        var (center, scale) = (TSimd.Create(mean), TSimd.Create(r));
        var (one, zero) = (TSimd.Create(1), TSimd.Create(0));
        for (var c = 0; c < Columns; c += TSimd.Lanes)
        {
            var normalized = TSimd.Multiply(TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x, c, Columns), center), scale);
            var gamma = Gamma == null ? one : SimdRow<TSimd, TVector>.Load(Gamma, c, Columns);
            var beta = Beta == null ? zero : SimdRow<TSimd, TVector>.Load(Beta, c, Columns);
            SimdRow<TSimd, TVector>.Store(y, c, Columns, TSimd.MultiplyAdd(normalized, gamma, beta));
        }
    }
}
