using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcgCmrNative.Kernels.Vectors;

/// <summary>Work on neighbouring columns of a matrix, written once for vectors of every width and for single columns.</summary>
internal interface IStrip
{
    /// <summary>Does the columns from <paramref name="column"/> on that <typeparamref name="TVector"/> holds.</summary>
    void Run<TSimd, TVector>(int column)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged;
}

/// <summary>Cuts columns into the widest strips that the machine has and single columns for the rest.</summary>
internal static class Strips
{
    /// <summary>Runs the strips of columns 0 to <paramref name="columns"/> - 1 from left to right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void For<TStrip>(int columns, in TStrip strip)
        where TStrip : struct, IStrip
    {
        var c = 0;
        if (Vector512.IsHardwareAccelerated)
            for (; c <= columns - Simd512.Lanes; c += Simd512.Lanes) strip.Run<Simd512, Vector512<float>>(c);
        if (Vector256.IsHardwareAccelerated)
            for (; c <= columns - Simd256.Lanes; c += Simd256.Lanes) strip.Run<Simd256, Vector256<float>>(c);
        if (Vector128.IsHardwareAccelerated)
            for (; c <= columns - Simd128.Lanes; c += Simd128.Lanes) strip.Run<Simd128, Vector128<float>>(c);
        for (; c < columns; c++) strip.Run<SimdScalar, float>(c);
    }
}
