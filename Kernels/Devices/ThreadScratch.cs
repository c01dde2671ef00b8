namespace EcgCmrNative.Kernels.Devices;

/// <summary>
/// Working memory of the thread that asks, for the time of one task. It stays with the thread and grows in steps of a quarter, so that
/// a program whose shapes repeat allocates nothing after its first pass; it goes when the thread does.
/// </summary>
internal static unsafe class ThreadScratch
{
    private const int AlignedFloats = 64 / sizeof(float);

    [ThreadStatic]
    private static float[]? _floats;

    /// <summary>At least <paramref name="length"/> floats, aligned to 64 bytes, with any content; the next call on this thread takes them back.</summary>
    /// <exception cref="OutOfMemoryException">There is no memory left.</exception>
    public static float* Floats(long length)
    {
        if (_floats is null || _floats.LongLength < length + AlignedFloats)
        {
            _floats = null;
            _floats = GC.AllocateUninitializedArray<float>(checked((int)(length + (length / 4) + AlignedFloats)), pinned: true);
        }
        fixed (float* floats = _floats) return (float*)(((nint)floats + 63) & ~(nint)63);
    }
}
