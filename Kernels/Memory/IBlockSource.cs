namespace EcgCmrNative.Kernels.Memory;

/// <summary>Allocates the blocks of a <see cref="MemoryPool"/> and reads indices from them.</summary>
internal interface IBlockSource
{
    /// <summary>Name of the device, for messages.</summary>
    string Name { get; }

    /// <summary>Bytes of a <see cref="ElementKind.Real"/>.</summary>
    int RealBytes { get; }

    /// <summary>Takes a block from the system.</summary>
    /// <exception cref="OutOfMemoryException">The system has no memory left.</exception>
    nint AllocateBlock(long bytes);

    /// <summary>Waits for the queued work and copies indices from the device.</summary>
    void Read(BufferView indices, Span<int> destination);

    /// <summary>Gives a block back to the system.</summary>
    void FreeBlock(nint handle);
}
