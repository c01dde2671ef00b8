using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EcgCmrNative.Kernels.Vectors;

/// <summary>
/// Loads and stores at any place of a row of any length, so that a loop over the row is written once and needs no second one for its end.
/// </summary>
[SkipLocalsInit]
internal static unsafe class SimdRow<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>Lanes from column <paramref name="c"/> on; those beyond the row are <paramref name="fill"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(float* row, int c, int columns, float fill = 0)
    {
        if (c + TSimd.Lanes <= columns) return TSimd.Load(row + c);
        Unsafe.SkipInit(out Widest buffer);
        var lanes = (float*)&buffer;
        for (var i = 0; i < TSimd.Lanes; i++) lanes[i] = c + i < columns ? row[c + i] : fill;
        return TSimd.Load(lanes);
    }

    /// <summary>Writes the lanes that lie in the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* row, int c, int columns, TVector value)
    {
        if (c + TSimd.Lanes <= columns)
        {
            TSimd.Store(value, row + c);
            return;
        }
        Unsafe.SkipInit(out Widest buffer);
        var lanes = (float*)&buffer;
        TSimd.Store(value, lanes);
        for (var i = 0; c + i < columns; i++) row[c + i] = lanes[i];
    }

    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private readonly struct Widest;
}
