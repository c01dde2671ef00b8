using EcgCmrNative.Engine.Schedules;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Schedules;

public sealed class EpochCosineTests
{
    [TestCase(0, 0)]
    [TestCase(1, 3.448275862e-6)]
    [TestCase(29, 1e-4)]
    [TestCase(30, 1e-4)]
    [TestCase(165, 5e-5)]
    public void FromZeroIsThePublishedSchedule(int epoch, double rate) =>
        Assert.That(new EpochCosine(1e-4, 30, 300, FromZero: true).At(epoch), Is.EqualTo(rate).Within(1e-14));

    [Test]
    public void TheFirstEpochLearnsAndAnEpochHasOneRate()
    {
        var schedule = new EpochCosine(1, 4, 10);
        Assert.That(
            Enumerable.Range(0, 6).Select(epoch => schedule.At(epoch + 0.9)),
            Is.EqualTo(new[] { 0.25, 0.5, 0.75, 1, 1, 0.5 * (1 + Math.Cos(Math.PI / 6)) }).Within(1e-15));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void OneEpochOfWarmupOrNoneIsAtThePeak(bool fromZero)
    {
        Assert.That(new EpochCosine(2, 1, 10, fromZero).At(0), Is.EqualTo(2));
        Assert.That(new EpochCosine(2, 0, 10, fromZero).At(0), Is.EqualTo(2));
    }
}
