using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Kernels.Lanes;

/// <summary>What is done with neighbouring elements, as many as <c>TLanes</c> has lanes.</summary>
internal interface ILaneBody
{
    /// <summary>Does elements i to i + TLanes.Count − 1.</summary>
    void Run<TLanes>(long i)
        where TLanes : unmanaged, ILanes<TLanes>;
}

/// <summary>Runs element-wise kernels in the widest vectors that the machine has, and lane by lane at the end.</summary>
internal static class LaneLoop
{
    /// <summary>Runs the body on the elements 0 to <paramref name="length"/> − 1, on all threads where there are enough of them.</summary>
    public static void Run<TBody>(WorkerPool workers, long length, in TBody body)
        where TBody : unmanaged, ILaneBody => RangeLoop.Run(workers, length, cost: 1, new LaneRange<TBody>(body));

    /// <summary>Runs the body on the elements from first to end − 1, on this thread.</summary>
    public static void Run<TBody>(long first, long end, TBody body)
        where TBody : unmanaged, ILaneBody
    {
        if (Vector512.IsHardwareAccelerated) Run<TBody, Lanes512>(ref first, end, body);
        else if (Vector256.IsHardwareAccelerated) Run<TBody, Lanes256>(ref first, end, body);
        else if (Vector128.IsHardwareAccelerated) Run<TBody, Lanes128>(ref first, end, body);
        Run<TBody, SingleLane>(ref first, end, body);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TBody, TLanes>(ref long first, long end, TBody body)
        where TBody : unmanaged, ILaneBody
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var i = first;
        for (; i <= end - TLanes.Count; i += TLanes.Count) body.Run<TLanes>(i);
        first = i;
    }

    private readonly struct LaneRange<TBody>(TBody body) : IRangeBody
        where TBody : unmanaged, ILaneBody
    {
        public void Run(long first, long end) => LaneLoop.Run(first, end, body);
    }
}
