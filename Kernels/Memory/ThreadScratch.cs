using System.Runtime.InteropServices;

namespace EcgCmrNative.Kernels.Memory;

/// <summary>
/// Scratch memory in which a thread packs its blocks: two areas per thread. They grow on demand and are freed when the thread has ended.
/// </summary>
internal sealed unsafe class ThreadScratch
{
    private const nuint Alignment = 64;

    [ThreadStatic]
    private static ThreadScratch? _forA;

    [ThreadStatic]
    private static ThreadScratch? _forB;

    private float* _memory;
    private nuint _bytes;

    /// <summary>The calling thread's area for blocks of A.</summary>
    public static ThreadScratch ForA => _forA ??= new ThreadScratch();

    /// <summary>The calling thread's area for blocks of B.</summary>
    public static ThreadScratch ForB => _forB ??= new ThreadScratch();

    ~ThreadScratch() => NativeMemory.AlignedFree(_memory);

    /// <summary>Room for <paramref name="floats"/> numbers; previous content may be lost.</summary>
    public float* Require(nint floats)
    {
        var bytes = checked((nuint)floats * sizeof(float));
        if (bytes <= _bytes) return _memory;
        var grown = nuint.Max(bytes, _bytes + _bytes / 2);
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        _bytes = 0;
        _memory = (float*)NativeMemory.AlignedAlloc(grown, Alignment);
        _bytes = grown;
        return _memory;
    }
}
