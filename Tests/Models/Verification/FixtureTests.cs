using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Verification;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Verification;

/// <summary>The reference values of the published implementation, in float64 and in float32.</summary>
public sealed class FixtureTests
{
    private static IEnumerable<string> Cases() =>
    [
        "augmentations.ecg", "mae.pluto.500", "mae.pluto.500.normpix", "mae.tiny.1000", "metrics",
        "operators", "optimizers", "preprocessing.ecg", "schedule.warmup-cosine",
    ];

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
        var result = FixtureVerifier.RunFile(SharedData.Require("reference", "fixtures", $"{name}.safetensors"), device);
        Assert.That(result.Verdict, Is.EqualTo(Verdict.Passed), $"{result.Worst} {result.Problem}");
    }
}
