using System.Runtime.InteropServices;

namespace EcgCmrNative.Kernels.Devices.Gpu;

/// <summary>
/// Loads the drivers' libraries at run time, at first use, under the file name of each operating system.
/// </summary>
internal static class GpuLibraries
{
    /// <summary>Name for LibraryImport: the OpenCL loader.</summary>
    public const string OpenCl = "OpenCL";

    /// <summary>Name for LibraryImport: the CUDA driver.</summary>
    public const string Cuda = "cuda";

    private static readonly Dictionary<string, string[]> FileNames = new()
    {
        [OpenCl] = OperatingSystem.IsWindows() ? ["OpenCL.dll"]
            : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"]
            : ["libOpenCL.so.1", "libOpenCL.so"],
        [Cuda] = OperatingSystem.IsWindows() ? ["nvcuda.dll"] : ["libcuda.so.1", "libcuda.so"],
    };

    private static readonly Lock Loading = new();
    private static readonly Dictionary<string, nint> Loaded = [];

    static GpuLibraries() => NativeLibrary.SetDllImportResolver(typeof(GpuLibraries).Assembly, (name, _, _) => Load(name));

    /// <summary>Null if the library can be loaded, otherwise the reason.</summary>
    public static string? WhyMissing(string library) =>
        Load(library) != 0 ? null : $"{string.Join(" or ", FileNames[library])} is not installed";

    private static nint Load(string library)
    {
        if (!FileNames.TryGetValue(library, out var fileNames)) return 0;
        lock (Loading)
        {
            if (Loaded.TryGetValue(library, out var handle)) return handle;
            foreach (var fileName in fileNames)
                if (NativeLibrary.TryLoad(fileName, out handle)) break;
            Loaded.Add(library, handle);
            return handle;
        }
    }
}
