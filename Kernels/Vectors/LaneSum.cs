using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Threads;

namespace EcgCmrNative.Kernels.Vectors;

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

    /// <summary>Σ of the terms 0 to <paramref name="length"/> − 1, on all threads if there are enough terms.</summary>
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
    public static double Of<TTerm>(long first, long end, in TTerm term)
        where TTerm : unmanaged, ITerm
    {
        var sum = 0.0;
        for (; first < end; first += Block) sum += OfBlock(first, Math.Min(end, first + Block), term);
        return sum;
    }

    private static float OfBlock<TTerm>(long first, long end, in TTerm term)
        where TTerm : unmanaged, ITerm
    {
        var block = new BlockSum<TTerm>(term);
        VectorWidth.Cascade(first, end, ref block);
        return block.Sum;
    }

    private struct BlockSum<TTerm>(TTerm term) : ILaneLoop
        where TTerm : unmanaged, ITerm
    {
        public float Sum;

        // At least one vector. Four sums side by side, as an addition takes four cycles. Compiled on its own: all widths in one method
        // would be too much for the compiler to inline.
        [MethodImpl(MethodImplOptions.NoInlining)]
        public long Run<TLanes>(long first, long end)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var local = term;
            var a = local.At<TLanes>(first);
            first += TLanes.Count;
            if (first <= end - 4 * TLanes.Count)
            {
                TLanes b = 0, c = 0, d = 0;
                for (; first <= end - 4 * TLanes.Count; first += 4 * TLanes.Count)
                {
                    a += local.At<TLanes>(first);
                    b += local.At<TLanes>(first + TLanes.Count);
                    c += local.At<TLanes>(first + 2 * TLanes.Count);
                    d += local.At<TLanes>(first + 3 * TLanes.Count);
                }
                a = a + b + (c + d);
            }
            for (; first <= end - TLanes.Count; first += TLanes.Count) a += local.At<TLanes>(first);
            Sum += TLanes.Sum(a);
            return first;
        }
    }

    private readonly struct Part<TTerm>(TTerm term, long length, long partLength, double* sums) : IParallelBody
        where TTerm : unmanaged, ITerm
    {
        public void Run(int index) => sums[index] = Of(index * partLength, Math.Min(length, (index + 1) * partLength), term);
    }
}
