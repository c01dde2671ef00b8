using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Normalization;

/// <summary>Normalises some rows.</summary>
internal unsafe struct LayerNormForward<TSimd, TVector> : IParallelBody
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    private const int MaxGroup = 8;

    public int Rows, Columns;
    public double Epsilon;
    public float* X, Gamma, Beta, Y, Mean, ReciprocalDeviation;

    /// <inheritdoc/>
    public readonly void Run(int index)
    {
        var perTask = Threads.Rows.PerTask(Columns);
        var end = (int)Math.Min(Rows, (index + 1L) * perTask);
        for (var first = index * perTask; first < end; first += MaxGroup) RunGroup(first, Math.Min(MaxGroup, end - first));
    }

    // Step by step for some rows, since a row's steps wait for one another and the rows do not.
    private readonly void RunGroup(int first, int rows)
    {
        float* means = stackalloc float[MaxGroup], scales = stackalloc float[MaxGroup];
        for (var i = 0; i < rows; i++) means[i] = Sum(Row(X, first + i), Columns) / Columns;
        for (var i = 0; i < rows; i++)
        {
            var variance = SumOfSquaredDeviations(Row(X, first + i), Columns, means[i]) / Columns;
            scales[i] = (float)(1 / Math.Sqrt(variance + Epsilon));
        }
        for (var i = 0; i < rows; i++) Normalize(Row(X, first + i), means[i], scales[i], Row(Y, first + i));

        if (Mean != null) new Span<float>(means, rows).CopyTo(new Span<float>(Mean + first, rows));
        if (ReciprocalDeviation != null) new Span<float>(scales, rows).CopyTo(new Span<float>(ReciprocalDeviation + first, rows));
    }

    private readonly float* Row(float* matrix, int row) => matrix + ((long)row * Columns);

    // Two sums at a time in both: one addition would wait for the last.
    private static float Sum(float* x, int columns)
    {
        TVector even = TSimd.Create(0), odd = even;
        for (var c = 0; c < columns; c += 2 * TSimd.Lanes)
        {
            even = TSimd.Add(even, SimdRow<TSimd, TVector>.Load(x, c, columns));
            odd = TSimd.Add(odd, SimdRow<TSimd, TVector>.Load(x, c + TSimd.Lanes, columns));
        }
        return TSimd.Sum(TSimd.Add(even, odd));
    }

    private static float SumOfSquaredDeviations(float* x, int columns, float mean)
    {
        var center = TSimd.Create(mean);
        TVector even = TSimd.Create(0), odd = even;
        for (var c = 0; c < columns; c += 2 * TSimd.Lanes)
        {
            var d = TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x, c, columns, mean), center);
            even = TSimd.MultiplyAdd(d, d, even);
            d = TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x, c + TSimd.Lanes, columns, mean), center);
            odd = TSimd.MultiplyAdd(d, d, odd);
        }
        return TSimd.Sum(TSimd.Add(even, odd));
    }

    private readonly void Normalize(float* x, float mean, float r, float* y)
    {
        var columns = Columns;
        float* gain = Gamma, shift = Beta;
        var (center, scale) = (TSimd.Create(mean), TSimd.Create(r));
        for (var c = 0; c < columns; c += TSimd.Lanes)
        {
            var value = TSimd.Multiply(TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x, c, columns), center), scale);
            if (gain != null) value = TSimd.Multiply(value, SimdRow<TSimd, TVector>.Load(gain, c, columns));
            if (shift != null) value = TSimd.Add(value, SimdRow<TSimd, TVector>.Load(shift, c, columns));
            SimdRow<TSimd, TVector>.Store(y, c, columns, value);
        }
    }
}
