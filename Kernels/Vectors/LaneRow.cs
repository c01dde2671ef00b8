using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EcgCmrNative.Kernels.Vectors;

/// <summary>
/// Loads and stores at any place of a row of any length, so that a loop over the row is written once and needs no second one for its end.
/// </summary>
[SkipLocalsInit]
internal static unsafe class LaneRow
{
    /// <summary>Lanes from column <paramref name="c"/> on; those beyond the row are <paramref name="fill"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(float* row, int c, int columns, float fill = 0)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (c + TLanes.Count <= columns) return TLanes.Load(row + c);
        Unsafe.SkipInit(out Widest buffer);
        var lanes = (float*)&buffer;
        for (var i = 0; i < TLanes.Count; i++) lanes[i] = c + i < columns ? row[c + i] : fill;
        return TLanes.Load(lanes);
    }

    /// <summary>Writes the lanes that lie in the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLanes>(TLanes value, float* row, int c, int columns)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (c + TLanes.Count <= columns)
        {
            value.Store(row + c);
            return;
        }
        Unsafe.SkipInit(out Widest buffer);
        var lanes = (float*)&buffer;
        value.Store(lanes);
        for (var i = 0; c + i < columns; i++) row[c + i] = lanes[i];
    }

    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private readonly struct Widest;
}
