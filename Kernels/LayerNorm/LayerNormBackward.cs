using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.LayerNorm;

/// <summary>The input's gradient for some rows.</summary>
internal unsafe struct LayerNormBackward<TLanes> : IParallelBody
    where TLanes : unmanaged, ILanes<TLanes>
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

    // Not inlined: with the caller's code there would be too much for the compiler to inline what is in it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void RunRow(float* x, float* dy, float* dx, float mean, float r)
    {
        var (columns, accumulate) = (Columns, Accumulate);
        var gamma = Gamma;
        TLanes center = mean, sum = 0, products = 0;
        for (var c = 0; c < columns; c += TLanes.Count)
        {
            var g = Gradient(dy, gamma, c, columns);
            sum += g;
            products.AddProduct(g, LaneRow.Load<TLanes>(x, c, columns) - center);
        }

        // dx = r·(dx̂ − mean(dx̂) − (x − μ)·r²·mean(dx̂·(x − μ)))
        TLanes scale = r, shift = TLanes.Sum(sum) / columns, slope = -r * r * (TLanes.Sum(products) / columns);
        for (var c = 0; c < columns; c += TLanes.Count)
        {
            var deviation = LaneRow.Load<TLanes>(x, c, columns) - center;
            var result = scale * TLanes.MultiplyAdd(deviation, slope, Gradient(dy, gamma, c, columns) - shift);
            if (accumulate) result = LaneRow.Load<TLanes>(dx, c, columns) + result;
            LaneRow.Store(result, dx, c, columns);
        }
    }

    // dx̂; 0 in lanes beyond the row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Gradient(float* dy, float* gamma, int c, int columns)
    {
        var gradient = LaneRow.Load<TLanes>(dy, c, columns);
        return gamma == null ? gradient : gradient * LaneRow.Load<TLanes>(gamma, c, columns);
    }
}
