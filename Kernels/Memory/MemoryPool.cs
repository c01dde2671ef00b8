using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace EcgCmrNative.Kernels.Memory;

/// <summary>
/// Keeps the memory blocks of a device and lends them out again. Sizes are rounded up to one of four steps per power of two, so at most a
/// fifth of a block is unused. A program with repeating shapes allocates nothing from the system after its first pass.
/// </summary>
public sealed class MemoryPool
{
    private const long SmallestBlock = 256;
    private const long LargestBlock = 1L << 60;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Stack<nint>> _free = [];

    private volatile bool _isClosed;

    internal MemoryPool(IBlockSource source) => Source = source;

    /// <summary>Bytes on loan now.</summary>
    public long BytesInUse { get; private set; }

    /// <summary>The most that was on loan at any time since the last <see cref="ResetPeak"/>.</summary>
    public long PeakBytesInUse { get; private set; }

    /// <summary>Bytes taken from the system, on loan or waiting.</summary>
    public long BytesReserved { get; private set; }

    /// <summary>Number of allocations from the system.</summary>
    public long SystemAllocations { get; private set; }

    /// <summary>Starts a new measurement of <see cref="PeakBytesInUse"/>.</summary>
    public void ResetPeak()
    {
        lock (_lock) PeakBytesInUse = BytesInUse;
    }

    /// <summary>Gives every waiting block back to the system.</summary>
    public void Trim()
    {
        lock (_lock)
        {
            foreach (var (bytes, blocks) in _free)
            {
                while (blocks.TryPop(out var handle)) Free(handle, bytes);
            }
        }
    }

    /// <summary>True to allocate only the requested bytes, so that a memory checker finds accesses past the end of a buffer.</summary>
    internal bool AllocatesExactly { get; set; }

    /// <summary>The source of new blocks.</summary>
    internal IBlockSource Source { get; }

    /// <summary>
    /// Lends no memory from now on and refuses every call of the device. Blocks on loan stay valid; each goes back to the system when its
    /// buffer is released or collected.
    /// </summary>
    internal void Close()
    {
        lock (_lock) _isClosed = true;
    }

    /// <summary>Throws if the device has been disposed of.</summary>
    /// <param name="operation">The refused call, for the message.</param>
    /// <returns>This pool.</returns>
    /// <exception cref="ObjectDisposedException">The pool is closed.</exception>
    internal MemoryPool RequireOpen(string operation)
    {
        if (_isClosed) ThrowClosed(operation);
        return this;
    }

    /// <summary>Lends memory for <paramref name="length"/> elements; the content is undefined.</summary>
    /// <exception cref="OutOfMemoryException">The system has no memory left.</exception>
    /// <exception cref="ObjectDisposedException">The device has been disposed of.</exception>
    internal DeviceBuffer Rent(long length, ElementKind kind = ElementKind.Real)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var elementBytes = kind == ElementKind.Int32 ? sizeof(int) : Source.RealBytes;
        if (length > LargestBlock / elementBytes)
            throw new OutOfMemoryException($"cannot allocate {length} elements: a buffer has at most {LargestBlock} bytes");
        var requested = length * elementBytes;
        var bytes = AllocatesExactly ? Math.Max(requested, 1) : BlockBytes(requested);
        nint handle;
        lock (_lock)
        {
            RequireOpen("allocate");
            if (_free.TryGetValue(bytes, out var blocks) && blocks.TryPop(out handle))
            {
                // nothing new from the system
            }
            else
            {
                handle = AllocateOrTrim(bytes);
                BytesReserved += bytes;
                SystemAllocations++;
                // The collector, which returns forgotten blocks, sees small objects only.
                GC.AddMemoryPressure(bytes);
            }
            BytesInUse += bytes;
            PeakBytesInUse = Math.Max(PeakBytesInUse, BytesInUse);
        }
        return new DeviceBuffer(this, handle, bytes, length, kind);
    }

    internal void Return(nint handle, long bytes)
    {
        lock (_lock)
        {
            BytesInUse -= bytes;
            if (_isClosed)
            {
                Free(handle, bytes);
                return;
            }
            if (!_free.TryGetValue(bytes, out var blocks)) _free.Add(bytes, blocks = new Stack<nint>());
            blocks.Push(handle);
        }
    }

    /// <summary>The block size that serves a request: one of 1, 1.25, 1.5 and 1.75 times a power of two.</summary>
    internal static long BlockBytes(long bytes)
    {
        if (bytes <= SmallestBlock) return SmallestBlock;
        var quarter = 1L << Math.Max(0, BitOperations.Log2((ulong)(bytes - 1)) - 2);
        return (bytes + quarter - 1) / quarter * quarter;
    }

    [DoesNotReturn]
    private void ThrowClosed(string operation) =>
        throw new ObjectDisposedException(
            Source.GetType().Name,
            $"{operation}: the device '{Source.Name}' has been disposed of; neither it nor its tensors can be used any more");

    private void Free(nint handle, long bytes)
    {
        Source.FreeBlock(handle);
        BytesReserved -= bytes;
        GC.RemoveMemoryPressure(bytes);
    }

    private nint AllocateOrTrim(long bytes)
    {
        try
        {
            return Source.AllocateBlock(bytes);
        }
        catch (OutOfMemoryException)
        {
            Trim();
            return Source.AllocateBlock(bytes);
        }
    }
}
