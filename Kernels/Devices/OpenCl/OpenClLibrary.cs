using System.Runtime.InteropServices;
using System.Text;
using EcgCmrNative.Kernels.Devices.Gpu;

namespace EcgCmrNative.Kernels.Devices.OpenCl;

/// <summary>The functions of OpenCL 1.2 that the device needs, under their own names (Khronos, The OpenCL Specification).</summary>
internal static unsafe partial class OpenClLibrary
{
    public const ulong AllDeviceTypes = 0xFFFFFFFF;
    public const ulong MemoryReadWrite = 1;

    /// <summary>The bit of a device's type that marks a CPU.</summary>
    public const ulong ProcessorType = 2;

    public const uint DeviceType = 0x1000;
    public const uint PlatformName = 0x0902;
    public const uint DeviceMaxWorkGroupSize = 0x1004;
    public const uint DeviceName = 0x102B;
    public const uint DriverVersion = 0x102D;
    public const uint ProgramBuildLog = 0x1183;

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clGetPlatformIDs(uint entries, nint* platforms, uint* count);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clGetPlatformInfo(nint platform, uint name, nuint size, void* value, nuint* sizeNeeded);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clGetDeviceIDs(nint platform, ulong type, uint entries, nint* devices, uint* count);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clGetDeviceInfo(nint device, uint name, nuint size, void* value, nuint* sizeNeeded);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial nint clCreateContext(nint* properties, uint count, nint* devices, nint notify, nint data, int* error);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clReleaseContext(nint context);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial nint clCreateCommandQueue(nint context, nint device, ulong properties, int* error);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clReleaseCommandQueue(nint queue);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial nint clCreateBuffer(nint context, ulong flags, nuint bytes, void* host, int* error);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clReleaseMemObject(nint memory);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clEnqueueWriteBuffer(
        nint queue, nint buffer, uint blocking, nuint offset, nuint bytes, void* source, uint waits, nint* waitList, nint* done);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clEnqueueReadBuffer(
        nint queue, nint buffer, uint blocking, nuint offset, nuint bytes, void* destination, uint waits, nint* waitList, nint* done);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clEnqueueCopyBuffer(
        nint queue, nint source, nint destination, nuint sourceOffset, nuint destinationOffset, nuint bytes, uint waits, nint* waitList,
        nint* done);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial nint clCreateProgramWithSource(nint context, uint count, byte** texts, nuint* lengths, int* error);

    [LibraryImport(GpuLibraries.OpenCl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int clBuildProgram(nint program, uint count, nint* devices, string options, nint notify, nint data);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clGetProgramBuildInfo(nint program, nint device, uint name, nuint size, void* value, nuint* sizeNeeded);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clReleaseProgram(nint program);

    [LibraryImport(GpuLibraries.OpenCl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint clCreateKernel(nint program, string name, int* error);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clReleaseKernel(nint kernel);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clSetKernelArg(nint kernel, uint index, nuint bytes, void* value);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clEnqueueNDRangeKernel(
        nint queue, nint kernel, uint dimensions, nuint* offset, nuint* global, nuint* local, uint waits, nint* waitList, nint* done);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clFlush(nint queue);

    [LibraryImport(GpuLibraries.OpenCl)]
    public static partial int clFinish(nint queue);

    /// <summary>Queries a text of the device.</summary>
    public static string DeviceText(nint device, uint name)
    {
        nuint size;
        OpenClException.ThrowIfFailed(clGetDeviceInfo(device, name, 0, null, &size), "clGetDeviceInfo");
        var bytes = new byte[size];
        fixed (byte* address = bytes) OpenClException.ThrowIfFailed(clGetDeviceInfo(device, name, size, address, null), "clGetDeviceInfo");
        return Text(bytes);
    }

    /// <summary>Queries a text of the platform.</summary>
    public static string PlatformText(nint platform, uint name)
    {
        nuint size;
        OpenClException.ThrowIfFailed(clGetPlatformInfo(platform, name, 0, null, &size), "clGetPlatformInfo");
        var bytes = new byte[size];
        fixed (byte* address = bytes)
            OpenClException.ThrowIfFailed(clGetPlatformInfo(platform, name, size, address, null), "clGetPlatformInfo");
        return Text(bytes);
    }

    /// <summary>The compiler's output; empty if the driver has none.</summary>
    public static string BuildLog(nint program, nint device)
    {
        nuint size;
        if (clGetProgramBuildInfo(program, device, ProgramBuildLog, 0, null, &size) != 0) return "";
        var bytes = new byte[size];
        fixed (byte* address = bytes)
            if (clGetProgramBuildInfo(program, device, ProgramBuildLog, size, address, null) != 0) return "";
        return Text(bytes);
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes).TrimEnd('\0').Trim();
}
