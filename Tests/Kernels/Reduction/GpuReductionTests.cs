using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Tests.Kernels.Devices.Gpu;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Reduction;

/// <summary>Sums that need more than one group, which the small examples of the operators do not.</summary>
[TestFixtureSource(typeof(GpuForTests), nameof(GpuForTests.Names))]
internal sealed class GpuReductionTests(string gpu)
{
    [Test]
    public void LargeSums([Values(1, 8192, 8193, 300_001)] int length, [Values] bool accumulate) => DevicePair.Agree(
        gpu, 2e-6, [length, length, 1, 1],
        (device, x) =>
        {
            // Squares, so that the sum is not a small difference of large numbers.
            device.Elementwise.Multiply(x[0], x[0], x[0], false);
            device.Reduction.Sum(x[0], 0.25, x[2], accumulate);
            device.Reduction.Dot(x[1], x[1], x[3], accumulate);
        },
        2, 3);

    [Test]
    public void LargeColumnSums([Values(1, 511, 2000)] int rows, [Values(1, 33)] int columns, [Values] bool accumulate) => DevicePair.Agree(
        gpu, 1e-5, [rows * columns, columns], (device, x) => device.Reduction.SumRows(rows, columns, x[0], 0.5, x[1], accumulate), 1);

    [Test]
    public void LayerNormParameterGradientsOfManyRows([Values] bool accumulate)
    {
        const int Rows = 1500, Columns = 40;
        DevicePair.Agree(
            gpu, 1e-5, [Rows * Columns, Rows, Rows, Rows * Columns, Columns, Columns],
            (device, x) => device.LayerNorm.BackwardParameters(Rows, Columns, x[0], x[1], x[2], x[3], x[4], x[5], accumulate), 4, 5);
    }

    [Test]
    public void CountsWhatIsNotFinite()
    {
        var device = GpuForTests.Require(gpu);
        var numbers = new float[20_000];
        numbers[3] = float.NaN;
        numbers[19_999] = float.PositiveInfinity;
        numbers[777] = float.NegativeInfinity;
        numbers[778] = float.MaxValue;
        var x = device.Allocate(numbers.Length);
        var count = device.Allocate(1);
        device.Upload(numbers, x.View);
        device.Reduction.CountNonFinite(x.View, count.View, accumulate: false);
        var result = new float[1];
        device.Download(count.View, result);
        Assert.That(result[0], Is.EqualTo(3));
    }

    [Test]
    public void ScatterAddKeepsTheOrderOfItsSources()
    {
        // In float32, order shows: 1e8 + 1 − 1e8 is 0, 1e8 − 1e8 + 1 is 1.
        var device = GpuForTests.Require(gpu);
        var x = device.Allocate(4);
        var rows = device.Allocate(4, ElementKind.Int32);
        var y = device.Allocate(2);
        device.Upload(new[] { 1e8f, -1e8f, 5f, 1f }, x.View);
        device.Upload([1, 1, -1, 1], rows.View);
        device.Upload(new float[2], y.View);
        device.Gather.ScatterAdd(1, x.View, rows.View, y.View);
        var sums = new float[2];
        device.Download(y.View, sums);
        Assert.That(sums, Is.EqualTo(new[] { 0f, 1f }));
    }
}
