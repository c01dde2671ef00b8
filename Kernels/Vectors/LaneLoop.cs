using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcgCmrNative.Kernels.Threads;

namespace EcgCmrNative.Kernels.Vectors;

/// <summary>What is done with neighbouring elements, as many as <c>TLanes</c> has lanes.</summary>
internal interface ILaneBody
{
    /// <summary>Does elements i to i + TLanes.Count − 1.</summary>
    void Run<TLanes>(long i)
        where TLanes : unmanaged, ILanes<TLanes>;
}

/// <summary>Runs element-wise kernels in the widest vectors that the machine has, and the end in narrower ones.</summary>
internal static class LaneLoop
{
    /// <summary>Runs the body on the elements 0 to <paramref name="length"/> − 1, on all threads where there are enough of them.</summary>
    public static void Run<TBody>(WorkerPool workers, long length, in TBody body)
        where TBody : unmanaged, ILaneBody => RangeLoop.Run(workers, length, cost: 1, new LaneRange<TBody>(body));

    /// <summary>Runs the body on the elements from first to end − 1, on this thread.</summary>
    public static void Run<TBody>(long first, long end, in TBody body)
        where TBody : unmanaged, ILaneBody
    {
        if (Vector512.IsHardwareAccelerated) first = RunWhole<TBody, Simd512, Vector512<float>>(first, end, body);
        if (Vector256.IsHardwareAccelerated) first = RunWhole<TBody, Simd256, Vector256<float>>(first, end, body);
        if (Vector128.IsHardwareAccelerated) first = RunWhole<TBody, Simd128, Vector128<float>>(first, end, body);
        RunWhole<TBody, SimdScalar, float>(first, end, body);
    }

    // Returns the first element that does not fill a vector any more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long RunWhole<TBody, TSimd, TVector>(long first, long end, in TBody body)
        where TBody : unmanaged, ILaneBody
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged => first > end - TSimd.Lanes ? first : Loop<TBody, Lanes<TSimd, TVector>>(first, end, body);

    // Compiled on its own: all widths in one method would be too much for the compiler to inline.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Loop<TBody, TLanes>(long first, long end, in TBody body)
        where TBody : unmanaged, ILaneBody
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var local = body;
        for (; first <= end - TLanes.Count; first += TLanes.Count) local.Run<TLanes>(first);
        return first;
    }

    private readonly struct LaneRange<TBody>(TBody body) : IRangeBody
        where TBody : unmanaged, ILaneBody
    {
        public void Run(long first, long end) => LaneLoop.Run(first, end, body);
    }
}
