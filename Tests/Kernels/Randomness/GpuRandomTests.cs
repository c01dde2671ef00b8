using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Tests.Kernels.Devices.Gpu;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Randomness;

[TestFixtureSource(typeof(GpuForTests), nameof(GpuForTests.Names))]
internal sealed class GpuRandomTests(string gpu)
{
    private static readonly RandomStream Stream = new(0xFEDCBA9876543210, 0x1122334455667788);

    [Test]
    public void SameNumbersAsTheReference([Values(0UL, 5UL, 0xFFFFFFFFEUL)] ulong first) => DevicePair.Agree(
        gpu, 1e-6, [10_001, 10_001, 10_001],
        (device, x) =>
        {
            device.Random.Uniform(Stream, first, -1, 3, x[0]);
            device.Random.Bernoulli(Stream, first, 0.8, 1.25, x[1]);
            device.Random.Normal(Stream, first, 1, 2, x[2]);
        },
        0, 1, 2);

    [Test]
    public void NormalNumbersAreGoodToTheLast()
    {
        var actual = Normal(GpuForTests.Require(gpu));
        using var reference = new ReferenceDevice();
        var expected = Normal(reference);
        var worst = actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max();
        Assert.That(worst, Is.LessThan(2e-6));

        static double[] Normal(Device device)
        {
            var y = device.Allocate(200_000);
            device.Random.Normal(Stream, 0, 0, 1, y.View);
            var numbers = new double[200_000];
            device.Download(y.View, numbers);
            return numbers;
        }
    }
}
