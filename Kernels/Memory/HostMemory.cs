using System.Runtime.InteropServices;

namespace EcgCmrNative.Kernels.Memory;

/// <summary>
/// Memory of the host for numbers. Blocks of 2 MiB and more ask for huge pages where Linux gives them on request: a matrix that is read
/// across its rows touches a page for each of them, more than the processor keeps addresses of.
/// </summary>
internal static unsafe partial class HostMemory
{
    private const nuint Line = 64;
    private const nuint HugePage = 2 << 20;
    private const int AdviseHugePages = 14; // MADV_HUGEPAGE

    /// <summary>Takes memory, aligned to a cache line at least; what is in it is not known.</summary>
    /// <exception cref="OutOfMemoryException">There is none.</exception>
    public static void* Allocate(nuint bytes)
    {
        if (bytes < HugePage || !OperatingSystem.IsLinux()) return NativeMemory.AlignedAlloc(bytes, Line);
        var memory = NativeMemory.AlignedAlloc(bytes, HugePage);
        Advise(memory, bytes / HugePage * HugePage);
        return memory;
    }

    /// <summary>Gives memory back.</summary>
    public static void Free(void* memory) => NativeMemory.AlignedFree(memory);

    // A request: a system that knows of no such pages, or has none left, gives the usual ones.
    private static void Advise(void* memory, nuint bytes)
    {
        try
        {
            _ = Advise(memory, bytes, AdviseHugePages);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library, likewise.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* memory, nuint bytes, int advice);
}
