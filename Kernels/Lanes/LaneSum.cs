using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Kernels.Lanes;

/// <summary>The term of a sum, for neighbouring indices.</summary>
internal interface ITerm
{
    /// <summary>The terms i to i + TLanes.Count − 1.</summary>
    TLanes At<TLanes>(long i)
        where TLanes : unmanaged, ILanes<TLanes>;
}

/// <summary>
/// Sums whose order depends on the number of terms alone: blocks of 1024 terms in float32, over which a lane adds a handful, and the
/// blocks in double. The error stays near the rounding of a single addition for any number of terms.
/// </summary>
internal static unsafe class LaneSum
{
    private const int Block = 1024;
    private const int MaxParts = 256;

    /// <summary>Σ of the terms 0 to <paramref name="length"/> − 1, on all threads where there are enough of them.</summary>
    public static double Of<TTerm>(WorkerPool workers, long length, in TTerm term)
        where TTerm : unmanaged, ITerm
    {
        if (length <= RangeLoop.Grain) return Of(0, length, term);
        var partLength = Math.Max(RangeLoop.Grain, (length + MaxParts - 1) / MaxParts);
        var parts = (int)((length + partLength - 1) / partLength);
        var sums = stackalloc double[MaxParts];
        workers.For(parts, new Part<TTerm>(term, length, partLength, sums));
        var sum = 0.0;
        for (var part = 0; part < parts; part++) sum += sums[part];
        return sum;
    }

    /// <summary>Σ of the terms from first to end − 1, on this thread.</summary>
    public static double Of<TTerm>(long first, long end, TTerm term)
        where TTerm : unmanaged, ITerm
    {
        var sum = 0.0;
        for (; first < end; first += Block)
        {
            var blockEnd = Math.Min(end, first + Block);
            var i = first;
            if (Vector512.IsHardwareAccelerated) sum += Whole<TTerm, Lanes512>(ref i, blockEnd, term);
            else if (Vector256.IsHardwareAccelerated) sum += Whole<TTerm, Lanes256>(ref i, blockEnd, term);
            else if (Vector128.IsHardwareAccelerated) sum += Whole<TTerm, Lanes128>(ref i, blockEnd, term);
            for (; i < blockEnd; i++) sum += SingleLane.Sum(term.At<SingleLane>(i));
        }
        return sum;
    }

    // Four sums side by side, as an addition takes four cycles.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Whole<TTerm, TLanes>(ref long first, long end, TTerm term)
        where TTerm : unmanaged, ITerm
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (a, b, c, d) = (TLanes.All(0), TLanes.All(0), TLanes.All(0), TLanes.All(0));
        var i = first;
        for (; i <= end - 4 * TLanes.Count; i += 4 * TLanes.Count)
        {
            a += term.At<TLanes>(i);
            b += term.At<TLanes>(i + TLanes.Count);
            c += term.At<TLanes>(i + 2 * TLanes.Count);
            d += term.At<TLanes>(i + 3 * TLanes.Count);
        }
        for (; i <= end - TLanes.Count; i += TLanes.Count) a += term.At<TLanes>(i);
        first = i;
        return TLanes.Sum(a + b + (c + d));
    }

    private readonly struct Part<TTerm>(TTerm term, long length, long partLength, double* sums) : IParallelBody
        where TTerm : unmanaged, ITerm
    {
        public void Run(int index) => sums[index] = Of(index * partLength, Math.Min(length, (index + 1) * partLength), term);
    }
}
