using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Threads;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Threads;

[TestFixture]
internal sealed unsafe class WorkerPoolTests
{
    [Test]
    public void EveryIndexRunsOnce([Values(1, 2, 3, 7)] int threads, [Values(0, 1, 2, 5, 1000)] int count)
    {
        using var pool = new WorkerPool(threads);
        var hits = new int[count + 1];
        fixed (int* p = hits)
        {
            for (var round = 0; round < 200; round++) pool.For(count, new CountHits(p));
        }
        Assert.That(hits[..count], Is.All.EqualTo(200));
        Assert.That(hits[count], Is.Zero);
    }

    [Test]
    public void LoopsThatFollowAPauseFindTheirWorkers()
    {
        using var pool = new WorkerPool(4);
        var hits = new int[64];
        fixed (int* p = hits)
        {
            for (var round = 0; round < 20; round++)
            {
                pool.For(64, new CountHits(p));
                Thread.Sleep(round % 3);
            }
        }
        Assert.That(hits, Is.All.EqualTo(20));
    }

    [Test]
    public void TheCallerSleepsWhileASlowBodyRunsElsewhere()
    {
        using var pool = new WorkerPool(2);
        var hits = new int[4];
        fixed (int* p = hits)
        {
            for (var round = 0; round < 5; round++) pool.For(4, new SlowHits(p));
        }
        Assert.That(hits, Is.All.EqualTo(5));
    }

    [Test]
    public void ALoopInsideALoopRunsInline()
    {
        using var pool = new WorkerPool(3);
        var hits = new int[8 * 16];
        var handle = GCHandle.Alloc(pool);
        fixed (int* p = hits) pool.For(8, new Nested(p, handle));
        handle.Free();
        Assert.That(hits, Is.All.EqualTo(1));
    }

    [Test]
    public void CallersOnSeveralThreadsDoNotMix()
    {
        using var pool = new WorkerPool(2);
        Parallel.For(0, 4, _ =>
        {
            var hits = new int[32];
            fixed (int* p = hits)
            {
                for (var round = 0; round < 500; round++) pool.For(32, new CountHits(p));
            }
            Assert.That(hits, Is.All.EqualTo(500));
        });
    }

    [Test]
    public void AnExceptionReachesTheCallerAndThePoolLivesOn([Values(1, 2, 4)] int threads)
    {
        using var pool = new WorkerPool(threads);
        for (var round = 0; round < 3; round++)
        {
            Assert.That(() => pool.For(100, new ThrowAt(37)), Throws.InvalidOperationException.With.Message.EqualTo("index 37"));
        }
        var hits = new int[10];
        fixed (int* p = hits) pool.For(10, new CountHits(p));
        Assert.That(hits, Is.All.EqualTo(1));
    }

    [Test]
    public void ACallAllocatesNothing()
    {
        using var pool = new WorkerPool(2);
        var hits = new int[16];
        fixed (int* p = hits)
        {
            pool.For(16, new CountHits(p));
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var round = 0; round < 100; round++) pool.For(16, new CountHits(p));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        }
    }

    [Test]
    public void RefusesNoThreadsAndUseAfterDispose()
    {
        Assert.That(() => new WorkerPool(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        var pool = new WorkerPool(2);
        pool.Dispose();
        pool.Dispose();
        Assert.That(() => pool.For(4, new ThrowAt(-1)), Throws.InstanceOf<ObjectDisposedException>());
    }

    private readonly struct CountHits(int* hits) : IParallelBody
    {
        public void Run(int index) => Interlocked.Increment(ref hits[index]);
    }

    private readonly struct SlowHits(int* hits) : IParallelBody
    {
        public void Run(int index)
        {
            Thread.Sleep(index * 3);
            hits[index]++;
        }
    }

    private readonly struct Nested(int* hits, GCHandle pool) : IParallelBody
    {
        public void Run(int index) => Unsafe.As<WorkerPool>(pool.Target!).For(16, new CountHits(hits + (index * 16)));
    }

    private readonly struct ThrowAt(int at) : IParallelBody
    {
        public void Run(int index)
        {
            if (index == at) throw new InvalidOperationException($"index {index}");
        }
    }
}
