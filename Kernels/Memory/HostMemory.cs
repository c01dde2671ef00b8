using System.Runtime.InteropServices;

namespace EcgCmrNative.Kernels.Memory;

/// <summary>
/// Memory of the host for numbers. Blocks of 2 MiB and more request huge pages on Linux. A matrix that is read across its rows touches a
/// page per row, which is more than the translation cache of the processor holds.
/// </summary>
internal static unsafe partial class HostMemory
{
    private const nuint Line = 64;
    private const nuint HugePage = 2 << 20;
    private const int AdviseHugePages = 14; // MADV_HUGEPAGE

    /// <summary>Allocates memory, aligned to at least a cache line; the content is undefined.</summary>
    /// <exception cref="OutOfMemoryException">The system has no memory left.</exception>
    public static void* Allocate(nuint bytes)
    {
        if (bytes < HugePage || !OperatingSystem.IsLinux()) return NativeMemory.AlignedAlloc(bytes, Line);
        var memory = NativeMemory.AlignedAlloc(bytes, HugePage);
        Advise(memory, bytes / HugePage * HugePage);
        return memory;
    }

    /// <summary>Gives memory back.</summary>
    public static void Free(void* memory) => NativeMemory.AlignedFree(memory);

    // Only a request: a system without huge pages gives normal ones.
    private static void Advise(void* memory, nuint bytes)
    {
        try
        {
            _ = Advise(memory, bytes, AdviseHugePages);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            // The same for another C library.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* memory, nuint bytes, int advice);
}
