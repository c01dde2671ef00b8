namespace EcgCmrNative.Kernels.Threads;

/// <summary>A loop that runs on a pool; inside a loop body it runs on the current thread.</summary>
internal static class ParallelLoop
{
    /// <summary>Runs the body for every index; on the calling thread alone when there are no workers.</summary>
    public static void For<TBody>(WorkerPool? workers, int count, in TBody body)
        where TBody : unmanaged, IParallelBody
    {
        if (workers is not null)
        {
            workers.For(count, body);
            return;
        }
        var local = body;
        for (var index = 0; index < count; index++) local.Run(index);
    }
}
