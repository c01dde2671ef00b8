using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace EcgCmrNative.Kernels.Threads;

/// <summary>
/// Persistent threads for parallel loops: the caller and <c>Threads - 1</c> workers claim indices from one counter. A call allocates
/// nothing. A loop ends when all its indices are done, so a worker that is not scheduled does not delay it.
/// </summary>
/// <remarks>
/// Cut work by the size of the data, never by <see cref="Threads"/>, so that results do not depend on the number of threads. One loop runs
/// at a time. If the pool is busy, a call from a body or from another thread runs on its own thread.
/// </remarks>
public sealed unsafe class WorkerPool : IDisposable
{
    private const int MaxThreads = 1024;

    // About the cost of waking a parked thread (20 to 60 µs): longer spinning would waste a shared core.
    private static readonly long SpinTicks = Stopwatch.Frequency / 1_000_000 * 50;

    private readonly Thread[] _workers;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly SemaphoreSlim _done = new(0);

    // The loop in progress. Written before Unclaimed is set and read only after a claim, so it cannot change while it is read.
    private delegate*<void*, int, void> _run;
    private void* _body;
    private int _count;
    private Exception? _failure;

    private Counters _counters;
    private int _busy;
    private int _parkedWorkers;
    private int _callerParked;
    private volatile bool _stopping;

    /// <summary>Starts the workers.</summary>
    /// <param name="threads">Number of threads that run a loop, the caller included; 1 starts none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is not in 1 to 1024.</exception>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, MaxThreads);
        _workers = new Thread[threads - 1];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new Thread(Work) { IsBackground = true, Name = $"kernel worker {i + 1}" };
            _workers[i].Start();
        }
    }

    /// <summary>Number of threads that run a loop, the caller included.</summary>
    public int Threads => _workers.Length + 1;

    /// <summary>Runs <c>body.Run(0)</c> to <c>body.Run(count - 1)</c>, and returns when all are done.</summary>
    /// <param name="count">The number of indices; none for 0 or less.</param>
    /// <param name="body">What to run.</param>
    /// <typeparam name="TBody">An unmanaged struct; the loop is compiled for it.</typeparam>
    /// <remarks>The first exception that a body throws stops the indices not yet begun and is thrown again here.</remarks>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public void For<TBody>(int count, in TBody body)
        where TBody : unmanaged, IParallelBody
    {
        ObjectDisposedException.ThrowIf(_stopping, this);
        var local = body;
        if (count <= 1 || _workers.Length == 0 || Interlocked.Exchange(ref _busy, 1) != 0)
        {
            for (var index = 0; index < count; index++) local.Run(index);
            return;
        }

        _run = &Run<TBody>;
        _body = &local;
        _count = count;
        _counters.Unfinished = count;
        Interlocked.Exchange(ref _counters.Unclaimed, count);
        WakeWorkers(count - 1);
        Drain();
        AwaitUnfinished();

        var failure = _failure;
        _failure = null;
        Volatile.Write(ref _busy, 0);
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Stops the workers and waits for them to end. No loop may be in progress.</summary>
    public void Dispose()
    {
        if (_stopping) return;
        _stopping = true;
        if (_workers.Length > 0) _wake.Release(_workers.Length);
        foreach (var worker in _workers) worker.Join();
        _wake.Dispose();
        _done.Dispose();
    }

    private static void Run<TBody>(void* body, int index)
        where TBody : unmanaged, IParallelBody => ((TBody*)body)->Run(index);

    private void Work()
    {
        while (!_stopping)
        {
            if (!SpinForWork()) Park();
            Drain();
        }
    }

    private void Drain()
    {
        while (Volatile.Read(ref _counters.Unclaimed) > 0)
        {
            var left = Interlocked.Decrement(ref _counters.Unclaimed);
            if (left < 0) return;
            try
            {
                if (_failure is null) _run(_body, _count - 1 - left);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref _failure, exception, null);
            }
            if (Interlocked.Decrement(ref _counters.Unfinished) == 0 && Interlocked.Exchange(ref _callerParked, 0) != 0) _done.Release();
        }
    }

    private bool SpinForWork()
    {
        var start = Stopwatch.GetTimestamp();
        do
        {
            if (Volatile.Read(ref _counters.Unclaimed) > 0 || _stopping) return true;
            Thread.SpinWait(1);
        }
        while (Stopwatch.GetTimestamp() - start < SpinTicks);
        return false;
    }

    // A parked worker is counted before it looks for work a last time, and the caller counts after it has published work: one of the two
    // sees the other. Code that removes a worker from the count must release (or take back) exactly one permit.
    private void Park()
    {
        Interlocked.Increment(ref _parkedWorkers);
        if ((Volatile.Read(ref _counters.Unclaimed) > 0 || _stopping) && TakeParked(1) == 1) return;
        _wake.Wait();
    }

    private void WakeWorkers(int wanted)
    {
        if (Volatile.Read(ref _parkedWorkers) == 0) return;
        var taken = TakeParked(wanted);
        if (taken > 0) _wake.Release(taken);
    }

    private int TakeParked(int wanted)
    {
        while (true)
        {
            var parked = Volatile.Read(ref _parkedWorkers);
            var taken = Math.Min(parked, wanted);
            if (taken == 0 || Interlocked.CompareExchange(ref _parkedWorkers, parked - taken, parked) == parked) return taken;
        }
    }

    private void AwaitUnfinished()
    {
        var start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref _counters.Unfinished) > 0)
        {
            if (Stopwatch.GetTimestamp() - start < SpinTicks)
            {
                Thread.SpinWait(1);
                continue;
            }
            Interlocked.Exchange(ref _callerParked, 1);
            var finished = Volatile.Read(ref _counters.Unfinished) == 0;
            if (finished && Interlocked.Exchange(ref _callerParked, 0) != 0) return;
            _done.Wait();
        }
    }

    // Each on its own cache line: one is contended while the other is polled.
    [StructLayout(LayoutKind.Explicit, Size = 3 * 128)]
    private struct Counters
    {
        [FieldOffset(128)]
        public int Unclaimed;

        [FieldOffset(256)]
        public int Unfinished;
    }
}
