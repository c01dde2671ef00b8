using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Normalization;

/// <summary>The input's gradient for some rows.</summary>
internal unsafe struct LayerNormBackward<TSimd, TVector> : IParallelBody
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    public int Rows, Columns;
    public bool Accumulate;
    public float* X, Gamma, Mean, ReciprocalDeviation, Dy, Dx;

    /// <inheritdoc/>
    public readonly void Run(int index)
    {
        var perTask = Threads.Rows.PerTask(Columns);
        for (var row = index * (long)perTask; row < Math.Min(Rows, (index + 1L) * perTask); row++)
        {
            var at = row * Columns;
            RunRow(X + at, Dy + at, Dx + at, Mean[row], ReciprocalDeviation[row]);
        }
    }

    private readonly void RunRow(float* x, float* dy, float* dx, float mean, float r)
    {
        var (columns, accumulate) = (Columns, Accumulate);
        var gamma = Gamma;
        var center = TSimd.Create(mean);
        TVector sum = TSimd.Create(0), products = sum;
        for (var c = 0; c < columns; c += TSimd.Lanes)
        {
            var g = Gradient(dy, gamma, c, columns);
            sum = TSimd.Add(sum, g);
            products = TSimd.MultiplyAdd(g, TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x, c, columns), center), products);
        }

        // dx = r·(dx̂ − mean(dx̂) − (x − μ)·r²·mean(dx̂·(x − μ)))
        var scale = TSimd.Create(r);
        var shift = TSimd.Create(TSimd.Sum(sum) / columns);
        var slope = TSimd.Create(-r * r * (TSimd.Sum(products) / columns));
        for (var c = 0; c < columns; c += TSimd.Lanes)
        {
            var deviation = TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x, c, columns), center);
            var result = TSimd.Multiply(scale, TSimd.MultiplyAdd(deviation, slope, TSimd.Subtract(Gradient(dy, gamma, c, columns), shift)));
            if (accumulate) result = TSimd.Add(SimdRow<TSimd, TVector>.Load(dx, c, columns), result);
            SimdRow<TSimd, TVector>.Store(dx, c, columns, result);
        }
    }

    // dx̂; 0 in lanes beyond the row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Gradient(float* dy, float* gamma, int c, int columns)
    {
        var gradient = SimdRow<TSimd, TVector>.Load(dy, c, columns);
        return gamma == null ? gradient : TSimd.Multiply(gradient, SimdRow<TSimd, TVector>.Load(gamma, c, columns));
    }
}
