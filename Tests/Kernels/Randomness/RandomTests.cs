using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Randomness;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Randomness;

[TestFixture]
internal sealed class RandomTests
{
    private static readonly RandomStream Stream = new(Seed: 11, Number: 1UL << 40);

    [Test]
    public void UniformAgrees([Values(0, 1, 37, 50_021)] int length, [Values(0u, 3u)] ulong first) => KernelAgreement.Check(0, run =>
    {
        var y = run.Output(length);
        run.Device.Random.Uniform(Stream, first, 0, 1, y);
        return [y];
    });

    [Test]
    public void NormalAgrees([Values(0, 1, 37, 50_021)] int length, [Values(0u, 3u)] ulong first) => KernelAgreement.Check(3e-7, run =>
    {
        var y = run.Output(length);
        run.Device.Random.Normal(Stream, first, -1, 0.5, y);
        return [y];
    });

    [Test]
    public void BernoulliAgrees([Values(0, 1, 37, 50_021)] int length, [Values(0, 0.3, 1)] double probability) =>
        KernelAgreement.Check(0, run =>
        {
            var y = run.Output(length);
            run.Device.Random.Bernoulli(Stream, 1, probability, 2, y);
            return [y];
        });

    [Test]
    public void ACutStreamIsTheSameStream([Values] bool reference)
    {
        using var device = reference ? (Device)new ReferenceDevice() : new CpuDevice(2);
        var run = new KernelRun(device);
        var (whole, cut) = (run.Output(1003), run.Output(1003));
        device.Random.Normal(Stream, 5, 0, 1, whole);
        device.Random.Normal(Stream, 5, 0, 1, cut.Slice(0, 501));
        device.Random.Normal(Stream, 506, 0, 1, cut.Slice(501, 502));
        Assert.That(run.Read(cut), Is.EqualTo(run.Read(whole)));
    }

    [Test]
    public void TheHostReadsTheSameNumbers()
    {
        using var device = new ReferenceDevice();
        var run = new KernelRun(device);
        var y = run.Output(50);
        device.Random.Uniform(Stream, 0, 0, 1, y);
        var host = new Philox(Stream);
        Assert.That(run.Read(y), Is.EqualTo(Enumerable.Range(0, 50).Select(_ => host.NextUniform())));
    }

    [Test]
    public void MomentsAreThoseOfTheDistributions()
    {
        using var device = new CpuDevice(1);
        var run = new KernelRun(device);
        var y = run.Output(400_000);

        device.Random.Uniform(Stream, 0, -2, 4, y);
        var uniform = run.Read(y);
        Assert.That(uniform, Has.All.InRange(-2.0, 4.0));
        AssertMoments(uniform, mean: 1, variance: 3, fourth: 16.2);

        device.Random.Normal(Stream, 0, 3, 2, y);
        AssertMoments(run.Read(y), mean: 3, variance: 4, fourth: 48);

        device.Random.Bernoulli(Stream, 0, 0.25, 1, y);
        AssertMoments(run.Read(y), mean: 0.25, variance: 0.1875, fourth: 0.25 * 0.75 * (Math.Pow(0.75, 3) + Math.Pow(0.25, 3)));
    }

    // Within five standard errors of mean and variance, two per cent of the fourth central moment.
    private static void AssertMoments(double[] numbers, double mean, double variance, double fourth)
    {
        Assert.That(numbers.Average(), Is.EqualTo(mean).Within(5 * Math.Sqrt(variance / numbers.Length)));
        Assert.That(
            numbers.Average(x => Math.Pow(x - mean, 2)),
            Is.EqualTo(variance).Within(5 * Math.Sqrt((fourth - variance * variance) / numbers.Length)));
        Assert.That(numbers.Average(x => Math.Pow(x - mean, 4)), Is.EqualTo(fourth).Within(2).Percent);
    }
}
