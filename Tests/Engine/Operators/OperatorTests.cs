using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Operators;

/// <summary>Every operator with examples is gradient-checked and compared across devices; nobody writes these tests by hand.</summary>
public sealed class OperatorTests
{
    private static IEnumerable<TestCaseData> Examples() =>
        OperatorCatalog.Examples.Select(
            entry => new TestCaseData(entry.Example).SetArgDisplayNames($"{entry.Operator}: {entry.Example.Name}"));

    private static IEnumerable<TestCaseData> ExamplesOnGpus() =>
        from gpu in GpuForTests.Names
        from entry in OperatorCatalog.Examples
        select new TestCaseData(gpu, entry.Example).SetArgDisplayNames(gpu, $"{entry.Operator}: {entry.Example.Name}");

    [TestCaseSource(nameof(Examples))]
    public void BackwardPassAgreesWithCentralDifferences(OperatorExample example)
    {
        if (example.SkipGradientCheck) Assert.Ignore("the example has kinks at which central differences say nothing");
        var result = GradientCheck.Run(example);
        Assert.That(result.Passed, Is.True, $"{result.Where}: gradient {result.Gradient}, central difference {result.Numerical}");
    }

    [TestCaseSource(nameof(Examples))]
    public void CpuAgreesWithReference(OperatorExample example)
    {
        using var device = new CpuDevice(threads: 2);
        Assert.That(DeviceComparison.Run(example, device), Is.LessThanOrEqualTo(example.Tolerance));
    }

    [TestCaseSource(nameof(ExamplesOnGpus))]
    public void GpuAgreesWithReference(string gpu, OperatorExample example)
    {
        var device = GpuForTests.Require(gpu);
        try
        {
            Assert.That(DeviceComparison.Run(example, device), Is.LessThanOrEqualTo(example.Tolerance));
        }
        catch (KernelNotSupportedException exception)
        {
            Assert.Ignore(exception.Message);
        }
    }
}
