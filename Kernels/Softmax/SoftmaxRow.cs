using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Softmax;

/// <summary>The two passes over a row that every softmax is made of. A NaN in the row makes the whole row NaN.</summary>
internal static unsafe class SoftmaxRow<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>The greatest number of the row, −∞ for an empty one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float Max(float* x, int columns)
    {
        TLanes max = float.NegativeInfinity;
        for (var c = 0; c < columns; c += TLanes.Count)
            max = TLanes.Max(max, LaneRow.Load<TLanes>(x, c, columns, float.NegativeInfinity));
        return TLanes.MaxAcross(max);
    }

    /// <summary>y = exp(x − shift); returns Σ y.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float Exponentiate(float* x, float shift, float* y, int columns)
    {
        TLanes s = shift, sum = 0;
        for (var c = 0; c < columns; c += TLanes.Count)
        {
            var e = Exp(x, s, c, columns);
            LaneRow.Store(e, y, c, columns);
            sum += e;
        }
        return TLanes.Sum(sum);
    }

    /// <summary>Σ exp(x − shift).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float SumOfExponentials(float* x, float shift, int columns)
    {
        TLanes s = shift, sum = 0;
        for (var c = 0; c < columns; c += TLanes.Count) sum += Exp(x, s, c, columns);
        return TLanes.Sum(sum);
    }

    // Lanes beyond the row give 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Exp(float* x, TLanes shift, int c, int columns) =>
        VectorMath.Exp(LaneRow.Load<TLanes>(x, c, columns, float.NegativeInfinity) - shift);
}
