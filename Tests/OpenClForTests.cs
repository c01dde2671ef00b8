using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Devices.OpenCl;
using NUnit.Framework;

namespace EcgCmrNative.Tests;

/// <summary>One OpenCL device for all tests; they skip, saying why, where there is none.</summary>
internal static class OpenClForTests
{
    private static readonly Lazy<(OpenClDevice? Device, string Why)> Opened = new(Open);

    public static OpenClDevice Require()
    {
        var (device, why) = Opened.Value;
        if (device is null) Assert.Ignore($"{why} (PoCL runs on any processor: packages pocl-opencl-icd and ocl-icd-libopencl1)");
        return device!;
    }

    private static (OpenClDevice? Device, string Why) Open()
    {
        try
        {
            return (new OpenClDevice(), "");
        }
        catch (DeviceUnavailableException exception)
        {
            return (null, exception.Message);
        }
    }
}
