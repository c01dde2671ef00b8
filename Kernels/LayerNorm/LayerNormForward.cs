using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.LayerNorm;

/// <summary>Normalises some rows.</summary>
internal unsafe struct LayerNormForward<TLanes> : IParallelBody
    where TLanes : unmanaged, ILanes<TLanes>
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

    // Interleave some rows: the steps of one row depend on each other, those of different rows do not.
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

    // Two sums at a time: one sum alone would wait for its last addition.
    private static float Sum(float* x, int columns)
    {
        TLanes even = 0, odd = 0;
        for (var c = 0; c < columns; c += 2 * TLanes.Count)
        {
            even += LaneRow.Load<TLanes>(x, c, columns);
            odd += LaneRow.Load<TLanes>(x, c + TLanes.Count, columns);
        }
        return TLanes.Sum(even + odd);
    }

    private static float SumOfSquaredDeviations(float* x, int columns, float mean)
    {
        TLanes center = mean, even = 0, odd = 0;
        for (var c = 0; c < columns; c += 2 * TLanes.Count)
        {
            var d = LaneRow.Load<TLanes>(x, c, columns, mean) - center;
            even.AddProduct(d, d);
            d = LaneRow.Load<TLanes>(x, c + TLanes.Count, columns, mean) - center;
            odd.AddProduct(d, d);
        }
        return TLanes.Sum(even + odd);
    }

    private readonly void Normalize(float* x, float mean, float r, float* y)
    {
        var columns = Columns;
        float* gain = Gamma, shift = Beta;
        TLanes center = mean, scale = r;
        for (var c = 0; c < columns; c += TLanes.Count)
        {
            var value = (LaneRow.Load<TLanes>(x, c, columns) - center) * scale;
            if (gain != null) value *= LaneRow.Load<TLanes>(gain, c, columns);
            if (shift != null) value += LaneRow.Load<TLanes>(shift, c, columns);
            LaneRow.Store(value, y, c, columns);
        }
    }
}
