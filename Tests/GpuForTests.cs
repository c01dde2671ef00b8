using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Devices.Gpu;
using NUnit.Framework;

namespace EcgCmrNative.Tests;

/// <summary>One OpenCL and one CUDA device for all tests; they skip, saying why, where there is none.</summary>
internal static class GpuForTests
{
    public const string OpenCl = "opencl";
    public const string Cuda = "cuda";

    private const string Pocl = " (PoCL runs on any processor: packages pocl-opencl-icd and ocl-icd-libopencl1)";

    private static readonly Dictionary<string, Lazy<(GpuDevice? Device, string Why)>> Opened =
        new string[] { OpenCl, Cuda }.ToDictionary(name => name, name => new Lazy<(GpuDevice?, string)>(() => Open(name)));

    /// <summary>What tests run on, for their sources: CUDA only where it is, so that one test says that it is not, not hundreds.</summary>
    public static IEnumerable<string> Names => Opened.Keys.Where(name => name == OpenCl || Opened[name].Value.Device is not null);

    public static GpuDevice Require(string name)
    {
        var (device, why) = Opened[name].Value;
        if (device is null) Assert.Ignore(why);
        return device!;
    }

    /// <summary>True for Oclgrind, which finds wrong accesses and races, and is slow.</summary>
    public static bool IsSimulated(Device device) => device.Name.Contains("Oclgrind", StringComparison.Ordinal);

    private static (GpuDevice? Device, string Why) Open(string name)
    {
        try
        {
            var device = (GpuDevice)DeviceCatalog.Open(name);
            device.Memory.AllocatesExactly = IsSimulated(device);
            return (device, "");
        }
        catch (DeviceUnavailableException exception)
        {
            return (null, exception.Message + (name == OpenCl ? Pocl : ""));
        }
    }
}
