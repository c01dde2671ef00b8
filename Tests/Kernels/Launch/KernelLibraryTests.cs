using System.Text;
using EcgCmrNative.Kernels.Launch;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Launch;

internal sealed class KernelLibraryTests
{
    [Test]
    public void EveryEntryStandsInItsTexts()
    {
        foreach (var kernel in KernelLibrary.Manifest.Kernels)
        {
            Assert.That(Encoding.UTF8.GetString(KernelLibrary.ReadBytes(kernel.Ptx)), Does.Contain($".entry {kernel.Entry}("));
            if (kernel.OpenCl is not null)
                Assert.That(Encoding.UTF8.GetString(KernelLibrary.ReadBytes(kernel.OpenCl)), Does.Contain($"kernel void {kernel.Entry}("));
        }
    }
}
