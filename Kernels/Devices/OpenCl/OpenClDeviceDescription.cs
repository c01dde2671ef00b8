using EcgCmrNative.Kernels.Devices.Gpu;
using static EcgCmrNative.Kernels.Devices.OpenCl.OpenClLibrary;

namespace EcgCmrNative.Kernels.Devices.OpenCl;

/// <summary>A device that the OpenCL loader reports.</summary>
/// <param name="Handle">The driver's name for it.</param>
/// <param name="Name">Model, platform and driver version, for people.</param>
/// <param name="IsProcessor">True when it is no graphics processor but the machine's own.</param>
/// <param name="WhyNot">Null when the kernels can run there, else the reason.</param>
internal sealed record OpenClDeviceDescription(nint Handle, string Name, bool IsProcessor, string? WhyNot)
{
    private const int ThreadsNeeded = 256;

    /// <summary>All devices of all platforms; the reason instead, when there is none.</summary>
    public static unsafe (IReadOnlyList<OpenClDeviceDescription> Devices, string? WhyNone) List()
    {
        if (GpuLibraries.WhyMissing(GpuLibraries.OpenCl) is { } missing) return ([], missing);
        uint count;
        var code = clGetPlatformIDs(0, null, &count);
        if (code != 0 || count == 0) return ([], "the OpenCL loader is installed, but no OpenCL driver");
        var platforms = stackalloc nint[(int)count];
        OpenClException.ThrowIfFailed(clGetPlatformIDs(count, platforms, null), nameof(clGetPlatformIDs));
        var devices = new List<OpenClDeviceDescription>();
        for (var p = 0; p < count; p++) AddDevices(platforms[p], devices);
        return (devices, devices.Count == 0 ? "no OpenCL driver reports a device" : null);
    }

    /// <summary>A device by number.</summary>
    /// <exception cref="DeviceUnavailableException">There is no such device, or it cannot be used.</exception>
    public static OpenClDeviceDescription Find(int index)
    {
        var (devices, whyNone) = List();
        if (whyNone is not null) throw new DeviceUnavailableException($"no OpenCL device: {whyNone}");
        if (index < 0 || index >= devices.Count)
            throw new DeviceUnavailableException($"there is no OpenCL device {index}; there are {devices.Count}, counted from 0");
        if (devices[index].WhyNot is { } whyNot) throw new DeviceUnavailableException($"OpenCL device {index} ({devices[index].Name}): {whyNot}");
        return devices[index];
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
            devices.Add(new OpenClDeviceDescription(handles[d], name, IsProcessorType(handles[d]), WhyNotUsable(handles[d])));
        }
    }

    private static unsafe bool IsProcessorType(nint device)
    {
        ulong type;
        OpenClException.ThrowIfFailed(clGetDeviceInfo(device, DeviceType, sizeof(ulong), &type, null), nameof(clGetDeviceInfo));
        return (type & ProcessorType) != 0;
    }

    private static unsafe string? WhyNotUsable(nint device)
    {
        // "OpenCL <major>.<minor> <vendor's words>"
        var version = DeviceText(device, DeviceVersion);
        if (version.Split(' ') is not [_, [>= '2' and <= '9', ..], ..]) return $"needs OpenCL 2.0 or later, has \"{version}\"";
        nuint threads;
        OpenClException.ThrowIfFailed(
            clGetDeviceInfo(device, DeviceMaxWorkGroupSize, (nuint)sizeof(nuint), &threads, null), nameof(clGetDeviceInfo));
        return threads < ThreadsNeeded ? $"needs groups of {ThreadsNeeded} threads, allows {threads}" : null;
    }
}
