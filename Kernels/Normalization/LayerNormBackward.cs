using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;

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
        var perTask = Devices.Rows.PerTask(Columns);
        for (var row = index * (long)perTask; row < Math.Min(Rows, (index + 1L) * perTask); row++)
        {
            var at = row * Columns;
            RunRow(X + at, Dy + at, Dx + at, Mean[row], ReciprocalDeviation[row]);
        }
    }

    private readonly void RunRow(float* x, float* dy, float* dx, float mean, float r)
    {
        var center = TSimd.Create(mean);
        TVector sum = TSimd.Create(0), products = sum;
        for (var c = 0; c < Columns; c += TSimd.Lanes)
        {
            var g = Gradient(dy, c);
            sum = TSimd.Add(sum, g);
            products = TSimd.MultiplyAdd(g, TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x, c, Columns), center), products);
        }

        // dx = r·(dx̂ − mean(dx̂) − (x − μ)·r²·mean(dx̂·(x − μ)))
        var scale = TSimd.Create(r);
        var shift = TSimd.Create(TSimd.Sum(sum) / Columns);
        var slope = TSimd.Create(-r * r * (TSimd.Sum(products) / Columns));
        for (var c = 0; c < Columns; c += TSimd.Lanes)
        {
            var deviation = TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x, c, Columns), center);
            var result = TSimd.Multiply(scale, TSimd.MultiplyAdd(deviation, slope, TSimd.Subtract(Gradient(dy, c), shift)));
            if (Accumulate) result = TSimd.Add(SimdRow<TSimd, TVector>.Load(dx, c, Columns), result);
            SimdRow<TSimd, TVector>.Store(dx, c, Columns, result);
        }
    }

    // dx̂; 0 in lanes beyond the row.
    private readonly TVector Gradient(float* dy, int c)
    {
        var gradient = SimdRow<TSimd, TVector>.Load(dy, c, Columns);
        return Gamma == null ? gradient : TSimd.Multiply(gradient, SimdRow<TSimd, TVector>.Load(Gamma, c, Columns));
    }
}
