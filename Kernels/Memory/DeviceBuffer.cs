namespace EcgCmrNative.Kernels.Memory;

/// <summary>
/// A block of device memory on loan from the device's <see cref="MemoryPool"/>. Tensors and kernels count their references to it, and the
/// last one returns the memory; without any, the garbage collector does.
/// </summary>
public sealed class DeviceBuffer
{
    private readonly long _blockBytes;
    private int _references = 1;

    internal DeviceBuffer(MemoryPool pool, nint handle, long blockBytes, long length, ElementKind kind)
    {
        Pool = pool;
        Handle = handle;
        _blockBytes = blockBytes;
        Length = length;
        Kind = kind;
    }

    /// <summary>Returns a forgotten block to the pool.</summary>
    ~DeviceBuffer()
    {
        if (_references > 0) Pool.Return(Handle, _blockBytes);
    }

    /// <summary>Kind of the elements.</summary>
    public ElementKind Kind { get; }

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>The whole buffer as a view.</summary>
    public BufferView View => new(this, 0, Length);

    /// <summary>True once the memory was returned to the pool; using it then is a programming error.</summary>
    public bool IsReleased => Volatile.Read(ref _references) <= 0;

    /// <summary>The smallest and the largest index in the buffer; null if unknown.</summary>
    internal IndexRange? Indices { get; set; }

    /// <summary>The pool that the memory goes back to.</summary>
    internal MemoryPool Pool { get; }

    /// <summary>The address if the host can access the memory, otherwise the handle of the driver.</summary>
    internal nint Handle { get; }

    /// <summary>True if the caller holds the only reference.</summary>
    internal bool IsUnshared => Volatile.Read(ref _references) == 1;

    /// <summary>Adds a reference.</summary>
    /// <exception cref="ObjectDisposedException">The memory was already returned to the pool.</exception>
    internal void Retain() => Count(1);

    /// <summary>Removes a reference; the last one returns the memory to the pool.</summary>
    /// <exception cref="ObjectDisposedException">The memory was already returned to the pool.</exception>
    internal void Release()
    {
        if (Count(-1) > 0) return;
        GC.SuppressFinalize(this);
        Pool.Return(Handle, _blockBytes);
    }

    /// <summary>The exception for a view that is used after its memory was returned to the pool.</summary>
    internal ObjectDisposedException Gone(string argument) =>
        new(
            nameof(DeviceBuffer),
            $"{argument}: its memory was already returned to the pool; a tensor was used after its tape or scope ended");

    // A count that has reached zero stays there, however often the buffer is retained or released afterwards.
    private int Count(int change)
    {
        while (true)
        {
            var references = Volatile.Read(ref _references);
            if (references <= 0) throw Gone("buffer");
            if (Interlocked.CompareExchange(ref _references, references + change, references) == references) return references + change;
        }
    }
}
