namespace EcgCmrNative.Kernels.Memory;

/// <summary>Where a <see cref="MemoryPool"/> takes its blocks from, and who can look into them.</summary>
internal interface IBlockSource
{
    /// <summary>Bytes of a <see cref="ElementKind.Real"/>.</summary>
    int RealBytes { get; }

    /// <summary>Takes a block from the system.</summary>
    /// <exception cref="OutOfMemoryException">There is none left.</exception>
    nint AllocateBlock(long bytes);

    /// <summary>Waits for the queued work and copies indices from the device.</summary>
    void Read(BufferView indices, Span<int> destination);

    /// <summary>Gives a block back to the system.</summary>
    void FreeBlock(nint handle);
}
