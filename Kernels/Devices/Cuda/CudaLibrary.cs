using System.Runtime.InteropServices;
using System.Text;
using EcgCmrNative.Kernels.Devices.Gpu;

namespace EcgCmrNative.Kernels.Devices.Cuda;

/// <summary>The functions of the CUDA driver that the device needs, under the driver's names (NVIDIA, CUDA Driver API).</summary>
internal static unsafe partial class CudaLibrary
{
    public const int ComputeCapabilityMajor = 75;
    public const int ComputeCapabilityMinor = 76;
    public const int JitErrorLogBuffer = 5;
    public const int JitErrorLogBufferSize = 6;

    /// <summary>A stream that does not wait for the one that other libraries use by default.</summary>
    public const uint NonBlockingStream = 1;

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuInit(uint flags);

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuDriverGetVersion(int* version);

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuGetErrorName(int error, byte** name);

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuGetErrorString(int error, byte** text);

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuDeviceGetCount(int* count);

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuDeviceGet(int* device, int ordinal);

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuDeviceGetName(byte* name, int length, int device);

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuDeviceGetAttribute(int* value, int attribute, int device);

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuDevicePrimaryCtxRetain(nint* context, int device);

    [LibraryImport(GpuLibraries.Cuda, EntryPoint = "cuDevicePrimaryCtxRelease_v2")]
    public static partial int cuDevicePrimaryCtxRelease(int device);

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuCtxSetCurrent(nint context);

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuStreamCreate(nint* stream, uint flags);

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuStreamSynchronize(nint stream);

    [LibraryImport(GpuLibraries.Cuda, EntryPoint = "cuStreamDestroy_v2")]
    public static partial int cuStreamDestroy(nint stream);

    [LibraryImport(GpuLibraries.Cuda, EntryPoint = "cuMemAlloc_v2")]
    public static partial int cuMemAlloc(nint* pointer, nuint bytes);

    [LibraryImport(GpuLibraries.Cuda, EntryPoint = "cuMemFree_v2")]
    public static partial int cuMemFree(nint pointer);

    [LibraryImport(GpuLibraries.Cuda, EntryPoint = "cuMemcpyHtoDAsync_v2")]
    public static partial int cuMemcpyHtoDAsync(nint destination, void* source, nuint bytes, nint stream);

    [LibraryImport(GpuLibraries.Cuda, EntryPoint = "cuMemcpyDtoHAsync_v2")]
    public static partial int cuMemcpyDtoHAsync(void* destination, nint source, nuint bytes, nint stream);

    [LibraryImport(GpuLibraries.Cuda, EntryPoint = "cuMemcpyDtoDAsync_v2")]
    public static partial int cuMemcpyDtoDAsync(nint destination, nint source, nuint bytes, nint stream);

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuModuleLoadDataEx(nint* module, void* image, uint options, int* names, void** values);

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuModuleUnload(nint module);

    [LibraryImport(GpuLibraries.Cuda, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int cuModuleGetFunction(nint* function, nint module, string name);

    [LibraryImport(GpuLibraries.Cuda)]
    public static partial int cuLaunchKernel(
        nint function, uint gridX, uint gridY, uint gridZ, uint groupX, uint groupY, uint groupZ,
        uint dynamicSharedBytes, nint stream, void** parameters, void** extra);

    /// <summary>A text of the driver's that ends with a zero.</summary>
    public static string Text(byte* text) =>
        text is null ? "" : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
}
