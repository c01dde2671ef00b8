namespace EcgCmrNative.Kernels.Memory;

/// <summary>
/// A block of device memory on loan from the device's <see cref="MemoryPool"/>. It is counted: who keeps it calls
/// <see cref="Retain"/>, who is done calls <see cref="Release"/>, and the last release gives it back. A buffer that
/// nobody releases goes back when the garbage collector finds it.
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

    /// <summary>What an element is.</summary>
    public ElementKind Kind { get; }

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>The whole buffer as a view.</summary>
    public BufferView View => new(this, 0, Length);

    /// <summary>True once the memory has gone back to the pool; touching it then is an error of the program.</summary>
    public bool IsReleased => Volatile.Read(ref _references) <= 0;

    /// <summary>The smallest and the largest index in the buffer, as far as the host knows; null where it does not.</summary>
    internal IndexRange? Indices { get; set; }

    /// <summary>The pool that the memory goes back to.</summary>
    internal MemoryPool Pool { get; }

    /// <summary>An address where the host sees the memory, else what the driver calls the block.</summary>
    internal nint Handle { get; }

    /// <summary>True when the caller is the only one who keeps the buffer.</summary>
    public bool IsUnshared => Volatile.Read(ref _references) == 1;

    /// <summary>Adds one who keeps the buffer.</summary>
    /// <exception cref="ObjectDisposedException">It has already gone back.</exception>
    public void Retain() => Count(1);

    /// <summary>Takes one away; the last one gives the memory back to the pool.</summary>
    /// <exception cref="ObjectDisposedException">It has already gone back.</exception>
    public void Release()
    {
        if (Count(-1) > 0) return;
        GC.SuppressFinalize(this);
        Pool.Return(Handle, _blockBytes);
    }

    /// <summary>What is thrown where a view of this buffer is used after the memory has gone back.</summary>
    internal ObjectDisposedException Gone(string argument) =>
        new(
            nameof(DeviceBuffer),
            $"{argument}: its memory has gone back to the pool. A tensor was used after the tape or scope that owned it ended");

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
