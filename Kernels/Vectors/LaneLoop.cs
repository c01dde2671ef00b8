using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Threads;

namespace EcgCmrNative.Kernels.Vectors;

/// <summary>An operation on neighbouring elements, as many as <c>TLanes</c> has lanes.</summary>
internal interface ILaneBody
{
    /// <summary>Does elements i to i + TLanes.Count − 1.</summary>
    void Run<TLanes>(long i)
        where TLanes : unmanaged, ILanes<TLanes>;
}

/// <summary>
/// Loops over the elements of an array or the columns of a matrix: in the widest vectors that the machine has, and the end in narrower
/// ones.
/// </summary>
internal static class LaneLoop
{
    /// <summary>Runs the body on the elements 0 to <paramref name="length"/> − 1, on all threads if there are enough elements.</summary>
    public static void Run<TBody>(WorkerPool workers, long length, in TBody body)
        where TBody : unmanaged, ILaneBody => RangeLoop.Run(workers, length, cost: 1, new Range<TBody>(body));

    /// <summary>Runs the body on the elements from first to end − 1, on this thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TBody>(long first, long end, in TBody body)
        where TBody : struct, ILaneBody
    {
        var loop = new Loop<TBody>(body);
        VectorWidth.Cascade(first, end, ref loop);
    }

    private readonly struct Loop<TBody>(TBody body) : ILaneLoop
        where TBody : struct, ILaneBody
    {
        private readonly TBody _body = body;

        // Compiled on its own: all widths in one method would be too much for the compiler to inline.
        [MethodImpl(MethodImplOptions.NoInlining)]
        public long Run<TLanes>(long first, long end)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var local = _body;
            for (; first <= end - TLanes.Count; first += TLanes.Count) local.Run<TLanes>(first);
            return first;
        }
    }

    private readonly struct Range<TBody>(TBody body) : IRangeBody
        where TBody : unmanaged, ILaneBody
    {
        public void Run(long first, long end) => LaneLoop.Run(first, end, body);
    }
}
