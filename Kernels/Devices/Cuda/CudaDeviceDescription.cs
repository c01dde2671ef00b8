using EcgCmrNative.Kernels.Devices.Gpu;
using static EcgCmrNative.Kernels.Devices.Cuda.CudaLibrary;

namespace EcgCmrNative.Kernels.Devices.Cuda;

/// <summary>A device that the CUDA driver reports.</summary>
/// <param name="Handle">The driver's name for it.</param>
/// <param name="Name">Model, compute capability and driver version, for people.</param>
/// <param name="Architecture">Compute capability times ten.</param>
/// <param name="WhyNot">Null when the kernels can run there, else the reason.</param>
internal sealed unsafe record CudaDeviceDescription(int Handle, string Name, int Architecture, string? WhyNot)
{
    private const int LeastArchitecture = 70;

    /// <summary>All devices; the reason instead, when there is none.</summary>
    public static (IReadOnlyList<CudaDeviceDescription> Devices, string? WhyNone) List()
    {
        if (GpuLibraries.WhyMissing(GpuLibraries.Cuda) is { } missing) return ([], missing);
        var code = cuInit(0);
        if (code != 0) return ([], $"the CUDA driver is installed, but cuInit says {CudaException.Name(code)}");
        int count;
        int version;
        CudaException.ThrowIfFailed(cuDeviceGetCount(&count), nameof(cuDeviceGetCount));
        CudaException.ThrowIfFailed(cuDriverGetVersion(&version), nameof(cuDriverGetVersion));
        var devices = new CudaDeviceDescription[count];
        for (var i = 0; i < count; i++) devices[i] = Describe(i, $"driver for CUDA {version / 1000}.{version % 1000 / 10}");
        return (devices, count == 0 ? "the CUDA driver reports no device" : null);
    }

    /// <summary>A device by number.</summary>
    /// <exception cref="DeviceUnavailableException">There is no such device, or it cannot be used.</exception>
    public static CudaDeviceDescription Find(int index)
    {
        var (devices, whyNone) = List();
        if (whyNone is not null) throw new DeviceUnavailableException($"no CUDA device: {whyNone}");
        if (index < 0 || index >= devices.Count)
            throw new DeviceUnavailableException($"there is no CUDA device {index}; there are {devices.Count}, counted from 0");
        var device = devices[index];
        return device.WhyNot is null ? device
            : throw new DeviceUnavailableException($"CUDA device {index} ({device.Name}): {device.WhyNot}");
    }

    private static CudaDeviceDescription Describe(int ordinal, string driver)
    {
        const int LongestName = 256;
        int device, major, minor;
        CudaException.ThrowIfFailed(cuDeviceGet(&device, ordinal), nameof(cuDeviceGet));
        CudaException.ThrowIfFailed(cuDeviceGetAttribute(&major, ComputeCapabilityMajor, device), nameof(cuDeviceGetAttribute));
        CudaException.ThrowIfFailed(cuDeviceGetAttribute(&minor, ComputeCapabilityMinor, device), nameof(cuDeviceGetAttribute));
        var name = stackalloc byte[LongestName];
        CudaException.ThrowIfFailed(cuDeviceGetName(name, LongestName, device), nameof(cuDeviceGetName));
        var architecture = (major * 10) + minor;
        var whyNot = architecture < LeastArchitecture ? $"needs compute capability {LeastArchitecture / 10}.0 or later" : null;
        return new CudaDeviceDescription(device, $"{Text(name)}, compute capability {major}.{minor}, {driver}", architecture, whyNot);
    }
}
