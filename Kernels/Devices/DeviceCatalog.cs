using System.Globalization;
using EcgCmrNative.Kernels.Devices.Cuda;
using EcgCmrNative.Kernels.Devices.OpenCl;

namespace EcgCmrNative.Kernels.Devices;

/// <summary>The devices of this machine, by name.</summary>
public static class DeviceCatalog
{
    /// <summary>Lists all devices; for an unavailable device it gives the reason.</summary>
    public static IReadOnlyList<DeviceEntry> List(int threads = 0)
    {
        using var cpu = new CpuDevice(threads);
        using var reference = new ReferenceDevice();
        var entries = new List<DeviceEntry> { new("cpu", cpu.Name, null), new("reference", reference.Name, null) };
        var (cudaDevices, whyNoCuda) = CudaDeviceDescription.List();
        Add(entries, "cuda", whyNoCuda, cudaDevices.Select(device => (device.Name, device.WhyNot)));
        var (openClDevices, whyNoOpenCl) = OpenClDeviceDescription.List();
        Add(entries, "opencl", whyNoOpenCl, openClDevices.Select(device => (device.Name, device.WhyNot)));
        return entries;
    }

    /// <summary>Opens a device by name: cpu, reference, cuda, opencl, and the latter two with a number (cuda:1).</summary>
    /// <param name="name">The name.</param>
    /// <param name="threads">Threads of the CPU device; 0 means one per processor.</param>
    /// <exception cref="DeviceUnavailableException">The name is unknown, or the device cannot be used; the message says why.</exception>
    public static Device Open(string name, int threads = 0)
    {
        return Split(name) switch
        {
            ("cpu", _) => new CpuDevice(threads),
            ("reference", _) => new ReferenceDevice(),
            ("cuda", var index) => new CudaDevice(index),
            ("opencl", var index) => new OpenClDevice(index),
            _ => throw new DeviceUnavailableException(WhyUnknown(name)!),
        };
    }

    /// <summary>Checks a device name; returns the reason if it is invalid on every machine, otherwise null.</summary>
    public static string? WhyUnknown(string name) =>
        Split(name) is null ? $"unknown device '{name}'; use cpu, reference, cuda, cuda:N, opencl or opencl:N" : null;

    private static void Add(List<DeviceEntry> entries, string kind, string? whyNone, IEnumerable<(string Name, string? WhyNot)> devices)
    {
        if (whyNone is not null) entries.Add(new DeviceEntry(kind, "none", whyNone));
        else entries.AddRange(devices.Select((device, i) => new DeviceEntry($"{kind}:{i}", device.Name, device.WhyNot)));
    }

    private static (string Kind, int Index)? Split(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var (parts, index) = (name.Split(':'), 0);
        var isNumbered = parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out index);
        return parts[0] is "cpu" or "reference" && parts.Length == 1 || parts[0] is "cuda" or "opencl" && (parts.Length == 1 || isNumbered)
            ? (parts[0], index)
            : null;
    }
}

/// <summary>One line of the list of devices.</summary>
/// <param name="Name">The name of the device.</param>
/// <param name="Description">Model and driver.</param>
/// <param name="WhyNot">Null if the device is available, otherwise the reason.</param>
public sealed record DeviceEntry(string Name, string Description, string? WhyNot);
