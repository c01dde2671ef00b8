using System.Runtime.InteropServices;

namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>
/// Memory that a thread packs its blocks into: two areas for each thread, taken once, grown when a block is larger than any before,
/// and given back when the thread has gone.
/// </summary>
internal sealed unsafe class Scratch
{
    private const nuint Alignment = 64;

    [ThreadStatic]
    private static Scratch? _forA;

    [ThreadStatic]
    private static Scratch? _forB;

    private float* _memory;
    private nuint _bytes;

    /// <summary>The calling thread's area for blocks of A.</summary>
    public static Scratch ForA => _forA ??= new Scratch();

    /// <summary>The calling thread's area for blocks of B.</summary>
    public static Scratch ForB => _forB ??= new Scratch();

    ~Scratch() => NativeMemory.AlignedFree(_memory);

    /// <summary>Room for <paramref name="floats"/> numbers; what was in it before may be lost.</summary>
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
