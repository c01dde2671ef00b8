using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Devices.Gpu;

internal sealed class CudaDeviceTests
{
    /// <summary>Where this one is skipped, no test ran on CUDA.</summary>
    [Test]
    public void IsThereForTheTests() => Assert.That(GpuForTests.Require(GpuForTests.Cuda).Name, Does.StartWith("cuda"));
}
