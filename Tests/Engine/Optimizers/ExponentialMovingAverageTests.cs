using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Optimizers;

public sealed class ExponentialMovingAverageTests
{
    [Test]
    public void TheTargetFollowsParametersAndNotStatistics()
    {
        using var device = new ReferenceDevice();
        var (source, target) = (Net(device, seed: 1), Net(device, seed: 2));
        foreach (var (_, parameter) in target.State()) parameter.Trainable = false;
        var average = new ExponentialMovingAverage(source, target);
        average.Restart();
        Assert.That(Values(target), Is.EqualTo(Values(source)));

        var before = Values(source);
        foreach (var (_, parameter) in source.State()) parameter.Set(Array.ConvertAll(parameter.ToDoubles(), value => value + 1));
        average.Follow(0.75);
        foreach (var ((name, parameter), old) in target.State().Zip(before))
        {
            var step = name.Contains("running", StringComparison.Ordinal) || name.Contains("tracked", StringComparison.Ordinal) ? 0 : 0.25;
            Assert.That(parameter.ToDoubles(), Is.EqualTo(Array.ConvertAll(old, value => value + step)).Within(1e-12), name);
        }
    }

    [Test]
    public void ATargetThatIsTrainedOrOfOtherPartsIsRefused()
    {
        using var device = new ReferenceDevice();
        Assert.That(
            () => new ExponentialMovingAverage(Net(device, 1), Net(device, 2)),
            Throws.ArgumentException.With.Message.Contains("freeze"));
        Assert.That(
            () => new ExponentialMovingAverage(Net(device, 1), new Relu()),
            Throws.ArgumentException.With.Message.Contains("same parameters and shapes"));
    }

    private static Sequential Net(ReferenceDevice device, ulong seed) =>
        new(new Linear(device, new RandomSource(seed), 3, 2), new BatchNorm(device, 2));

    private static double[][] Values(Module module) => [.. module.State().Select(entry => entry.Parameter.ToDoubles())];
}
