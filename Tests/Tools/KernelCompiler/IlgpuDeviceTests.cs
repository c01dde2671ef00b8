using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.KernelCompiler;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.KernelCompiler;

/// <summary>The GPU kernels as C#, independent of compiled texts and drivers.</summary>
internal sealed class IlgpuDeviceTests
{
    [Test]
    public void OperatorExamplesAgreeWithTheReference()
    {
        using var device = new IlgpuDevice();
        var compared = 0;
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, example) in OperatorCatalog.Examples)
            {
                try
                {
                    Assert.That(
                        DeviceComparison.Run(example, device), Is.LessThanOrEqualTo(example.Tolerance), $"{name}: {example.Name}");
                    compared++;
                }
                catch (KernelNotSupportedException)
                {
                    // no GPU kernel for this family
                }
            }
        }
        Assert.That(compared, Is.GreaterThan(60));
    }
}
