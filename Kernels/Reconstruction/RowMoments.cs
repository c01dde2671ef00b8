using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Reconstruction;

/// <summary>
/// Mean and deviation of a signal, for centring it without loss: the mean is the sum of two floats, so that a constant signal is centred to
/// zeros and signals of a small amplitude on a large offset keep their digits.
/// </summary>
internal readonly unsafe struct RowMoments
{
    private readonly float _roughMean;
    private readonly float _correction;

    private RowMoments(float roughMean, float correction, float scale)
    {
        _roughMean = roughMean;
        _correction = correction;
        Scale = scale;
    }

    /// <summary>The mean.</summary>
    public float Mean => _roughMean + _correction;

    /// <summary>1/√(var + ε), the variance unbiased.</summary>
    public float Scale { get; }

    /// <summary>Goes over the row three times; after the first it is in the cache.</summary>
    public static RowMoments Of(float* x, int columns, double epsilon)
    {
        var rough = new RowMoments((float)(LaneSum.Of(0, columns, new Centered(x, default)) / columns), 0, 1);
        var correction = (float)(LaneSum.Of(0, columns, new Centered(x, rough)) / columns);
        var mean = new RowMoments(rough._roughMean, correction, 1);
        var variance = CenteredProducts(x, mean, x, mean, columns) / (columns - 1);
        return new RowMoments(rough._roughMean, correction, (float)(1 / Math.Sqrt(variance + epsilon)));
    }

    /// <summary>Σ (x1 − mean)·(x2 − mean).</summary>
    public static double CenteredProducts(float* x1, RowMoments moments1, float* x2, RowMoments moments2, int columns) =>
        LaneSum.Of(0, columns, new CenteredProduct(x1, moments1, x2, moments2));

    /// <summary>x − mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Center<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => x - _roughMean - _correction;

    private readonly struct Centered(float* x, RowMoments moments) : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes At<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> => moments.Center(TLanes.Load(x + i));
    }

    private readonly struct CenteredProduct(float* x1, RowMoments moments1, float* x2, RowMoments moments2) : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes At<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> => moments1.Center(TLanes.Load(x1 + i)) * moments2.Center(TLanes.Load(x2 + i));
    }
}
