using EcgCmrNative.Kernels.Devices.Gpu;
using static EcgCmrNative.Kernels.Devices.OpenCl.OpenClLibrary;

namespace EcgCmrNative.Kernels.Devices.OpenCl;

/// <summary>A device that the OpenCL loader reports.</summary>
/// <param name="Handle">The driver's identifier.</param>
/// <param name="Name">Model, platform and driver version.</param>
/// <param name="IsProcessor">True for a CPU.</param>
internal sealed record OpenClDeviceDescription(nint Handle, string Name, bool IsProcessor)
{
    private const int ThreadsNeeded = 256;

    /// <summary>Null if the device can run the kernels, otherwise the reason.</summary>
    public string? WhyNot => WhyGroupsTooSmall(Handle) ?? OpenClProgram.WhyNotBuildable(Handle);

    /// <summary>All devices of all platforms, or the reason why there are none.</summary>
    public static unsafe (IReadOnlyList<OpenClDeviceDescription> Devices, string? WhyNone) List()
    {
        if (GpuLibraries.WhyMissing(GpuLibraries.OpenCl) is { } missing) return ([], missing);
        uint count;
        var code = clGetPlatformIDs(0, null, &count);
        if (code != 0 || count == 0) return ([], "the OpenCL loader is installed, but no OpenCL driver; install one");
        var platforms = stackalloc nint[(int)count];
        OpenClException.ThrowIfFailed(clGetPlatformIDs(count, platforms, null), nameof(clGetPlatformIDs));
        var devices = new List<OpenClDeviceDescription>();
        for (var p = 0; p < count; p++) AddDevices(platforms[p], devices);
        return (devices, devices.Count == 0 ? "no OpenCL driver reports a device" : null);
    }

    /// <summary>Finds a device that can run the kernels by its number.</summary>
    /// <exception cref="DeviceUnavailableException">The device does not exist or cannot run the kernels; the message says why.</exception>
    public static OpenClDeviceDescription Find(int index)
    {
        var (devices, whyNone) = List();
        if (whyNone is not null) throw new DeviceUnavailableException($"no OpenCL device: {whyNone}");
        if (index < 0 || index >= devices.Count)
            throw new DeviceUnavailableException($"OpenCL device {index} does not exist; the last is opencl:{devices.Count - 1}");
        var device = devices[index];
        return device.WhyNot is { } whyNot
            ? throw new DeviceUnavailableException($"cannot use OpenCL device {index} ({device.Name}): {whyNot}")
            : device;
    }

    private static unsafe void AddDevices(nint platform, List<OpenClDeviceDescription> devices)
    {
        uint count;
        if (clGetDeviceIDs(platform, AllDeviceTypes, 0, null, &count) != 0 || count == 0) return;
        var handles = stackalloc nint[(int)count];
        OpenClException.ThrowIfFailed(clGetDeviceIDs(platform, AllDeviceTypes, count, handles, null), nameof(clGetDeviceIDs));
        var platformName = PlatformText(platform, PlatformName);
        for (var d = 0; d < count; d++)
        {
            var name = $"{DeviceText(handles[d], DeviceName)}, {platformName} {DeviceText(handles[d], DriverVersion)}";
            devices.Add(new OpenClDeviceDescription(handles[d], name, IsProcessorType(handles[d])));
        }
    }

    private static unsafe bool IsProcessorType(nint device)
    {
        ulong type;
        OpenClException.ThrowIfFailed(clGetDeviceInfo(device, DeviceType, sizeof(ulong), &type, null), nameof(clGetDeviceInfo));
        return (type & ProcessorType) != 0;
    }

    private static unsafe string? WhyGroupsTooSmall(nint device)
    {
        nuint threads;
        OpenClException.ThrowIfFailed(
            clGetDeviceInfo(device, DeviceMaxWorkGroupSize, (nuint)sizeof(nuint), &threads, null), nameof(clGetDeviceInfo));
        return threads < ThreadsNeeded ? $"the kernels need work groups of {ThreadsNeeded} threads, the device allows {threads}" : null;
    }
}
