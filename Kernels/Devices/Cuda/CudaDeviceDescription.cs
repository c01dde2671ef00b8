using EcgCmrNative.Kernels.Devices.Gpu;
using EcgCmrNative.Kernels.Launch;
using static EcgCmrNative.Kernels.Devices.Cuda.CudaLibrary;

namespace EcgCmrNative.Kernels.Devices.Cuda;

/// <summary>A device that the CUDA driver reports.</summary>
/// <param name="Handle">The driver's identifier.</param>
/// <param name="Name">Model, compute capability and driver version.</param>
/// <param name="Architecture">Compute capability times ten.</param>
/// <param name="WhyNot">Null if the device can run the kernels, otherwise the reason.</param>
internal sealed unsafe record CudaDeviceDescription(int Handle, string Name, int Architecture, string? WhyNot)
{
    private static int MinArchitecture => KernelLibrary.Manifest.Kernels.Min(kernel => kernel.Architecture);

    /// <summary>All devices, or the reason why there are none.</summary>
    public static (IReadOnlyList<CudaDeviceDescription> Devices, string? WhyNone) List()
    {
        if (GpuLibraries.WhyMissing(GpuLibraries.Cuda) is { } missing) return ([], missing);
        var code = cuInit(0);
        if (code != 0) return ([], $"the CUDA driver is installed, but cuInit failed with {CudaException.Name(code)}");
        int count;
        int version;
        CudaException.ThrowIfFailed(cuDeviceGetCount(&count), nameof(cuDeviceGetCount));
        CudaException.ThrowIfFailed(cuDriverGetVersion(&version), nameof(cuDriverGetVersion));
        var devices = new CudaDeviceDescription[count];
        for (var i = 0; i < count; i++) devices[i] = Describe(i, $"driver for CUDA {version / 1000}.{version % 1000 / 10}");
        return (devices, count == 0 ? "the CUDA driver reports no device" : null);
    }

    /// <summary>Finds a device that can run the kernels by its number.</summary>
    /// <exception cref="DeviceUnavailableException">The device does not exist or cannot run the kernels; the message says why.</exception>
    public static CudaDeviceDescription Find(int index)
    {
        var (devices, whyNone) = List();
        if (whyNone is not null) throw new DeviceUnavailableException($"no CUDA device: {whyNone}");
        if (index < 0 || index >= devices.Count)
            throw new DeviceUnavailableException($"CUDA device {index} does not exist; the last is cuda:{devices.Count - 1}");
        var device = devices[index];
        return device.WhyNot is null ? device
            : throw new DeviceUnavailableException($"cannot use CUDA device {index} ({device.Name}): {device.WhyNot}");
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
        var whyNot = architecture < MinArchitecture ? $"the kernels need compute capability {MinArchitecture / 10}.0 or later" : null;
        return new CudaDeviceDescription(device, $"{Text(name)}, compute capability {major}.{minor}, {driver}", architecture, whyNot);
    }
}
