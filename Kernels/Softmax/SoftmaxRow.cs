using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Softmax;

/// <summary>The two passes over a row that every softmax is made of. A NaN in the row makes the whole row NaN.</summary>
internal static unsafe class SoftmaxRow<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>The greatest number of the row, −∞ for an empty one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float Max(float* x, int columns)
    {
        var max = TSimd.Create(float.NegativeInfinity);
        for (var c = 0; c < columns; c += TSimd.Lanes)
            max = TSimd.Max(max, SimdRow<TSimd, TVector>.Load(x, c, columns, float.NegativeInfinity));
        return TSimd.MaxAcross(max);
    }

    /// <summary>y = exp(x − shift); returns Σ y.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float Exponentiate(float* x, float shift, float* y, int columns)
    {
        var s = TSimd.Create(shift);
        var sum = TSimd.Create(0);
        for (var c = 0; c < columns; c += TSimd.Lanes)
        {
            var e = Exp(x, s, c, columns);
            SimdRow<TSimd, TVector>.Store(y, c, columns, e);
            sum = TSimd.Add(sum, e);
        }
        return TSimd.Sum(sum);
    }

    /// <summary>Σ exp(x − shift).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float SumOfExponentials(float* x, float shift, int columns)
    {
        var s = TSimd.Create(shift);
        var sum = TSimd.Create(0);
        for (var c = 0; c < columns; c += TSimd.Lanes) sum = TSimd.Add(sum, Exp(x, s, c, columns));
        return TSimd.Sum(sum);
    }

    // Lanes beyond the row give 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Exp(float* x, TVector shift, int c, int columns) => VectorMath.Exp<TSimd, TVector>(
        TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x, c, columns, float.NegativeInfinity), shift));
}
