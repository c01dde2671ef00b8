using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Verification;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Verification;

/// <summary>The reference values of the published implementation, in float64 and in float32.</summary>
public sealed class FixtureTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    private static IEnumerable<string> Cases() => Directory.GetFiles(Folder, "*.safetensors").Select(Path.GetFileNameWithoutExtension).Order()!;

    [TestCaseSource(nameof(Cases))]
    public void ReferenceDeviceAgrees(string name)
    {
        using var device = new ReferenceDevice();
        Verify(name, device);
    }

    [TestCaseSource(nameof(Cases))]
    public void CpuAgrees(string name)
    {
        using var device = new CpuDevice(threads: 2);
        Verify(name, device);
    }

    private static void Verify(string name, Device device)
    {
        var result = FixtureVerifier.RunFile(Path.Combine(Folder, $"{name}.safetensors"), device);
        Assert.That(result.Verdict, Is.EqualTo(Verdict.Passed), $"{result.Worst} {result.Problem}");
    }
}
