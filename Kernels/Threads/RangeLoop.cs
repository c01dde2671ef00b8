namespace EcgCmrNative.Kernels.Threads;

/// <summary>A part of a loop: the items from first to end − 1.</summary>
internal interface IRangeBody
{
    /// <summary>Processes one range; the result must not depend on the thread.</summary>
    void Run(long first, long end);
}

/// <summary>Cuts loops into ranges for the threads by the size of the data alone; a loop of one range runs inline.</summary>
internal static class RangeLoop
{
    /// <summary>Numbers that one thread takes at a time: 64 KiB, some microseconds, far more than handing it over costs.</summary>
    public const int Grain = 16384;

    /// <summary>Runs the body on 0 to <paramref name="items"/> − 1; each item touches about <paramref name="cost"/> numbers.</summary>
    public static void Run<TBody>(WorkerPool workers, long items, long cost, in TBody body)
        where TBody : unmanaged, IRangeBody
    {
        if (items <= 0) return;
        var length = Math.Max(1, Grain / Math.Max(1, cost));
        var ranges = checked((int)((items + length - 1) / length));
        workers.For(ranges, new Range<TBody>(body, items, length));
    }

    private readonly struct Range<TBody>(TBody body, long items, long length) : IParallelBody
        where TBody : unmanaged, IRangeBody
    {
        private readonly TBody _body = body;

        public void Run(int index) => _body.Run(index * length, Math.Min(items, (index + 1) * length));
    }
}
