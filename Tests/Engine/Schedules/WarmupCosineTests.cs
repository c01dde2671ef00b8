using EcgCmrNative.Engine.Schedules;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Schedules;

public sealed class WarmupCosineTests
{
    /// <summary>Values of the published schedule: 3.2e-4 over 400 epochs with 40 of warm-up.</summary>
    [TestCase(0, 0)]
    [TestCase(10, 8e-5)]
    [TestCase(40, 3.2e-4)]
    [TestCase(100, 2.9856406460551026e-4)]
    [TestCase(220, 1.6e-4)]
    public void AgreesWithThePublishedValues(double epoch, double expected) =>
        Assert.That(new WarmupCosine(3.2e-4, 0, 40, 400).At(epoch), Is.EqualTo(expected).Within(1e-15));
}
