using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gather;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Randomness;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Gather;

[TestFixture]
internal sealed class GatherTests
{
    [Test]
    public void RowsAgree(
        [Values(0, 1, 13, 900)] int rows, [Values(1, 5, 67)] int columns, [Values] bool substituted, [Values] bool accumulate) =>
        KernelAgreement.Check(2e-7, run =>
        {
            var y = run.Output((long)rows * columns, accumulate);
            var substitute = substituted ? run.Normal(columns) : default;
            run.Device.Gather.Rows(columns, run.Normal(40L * columns), Indices(run, rows, 40), substitute, y, accumulate);
            return [y];
        });

    [Test]
    public void ScatterAddAgrees([Values(0, 1, 13, 900)] int rows, [Values(1, 5, 67)] int columns, [Values(1, 3, 40)] int targets) =>
        KernelAgreement.Check(2e-6, run =>
        {
            var y = run.Normal((long)targets * columns);
            run.Device.Gather.ScatterAdd(columns, run.Normal((long)rows * columns), Indices(run, rows, targets), y);
            return [y];
        });

    [Test]
    public void SumSubstitutedAgrees([Values(0, 1, 13, 9001)] int rows, [Values(1, 5, 67)] int columns, [Values] bool accumulate) =>
        KernelAgreement.Check(1e-6, run =>
        {
            var result = run.Output(columns, accumulate);
            run.Device.Gather.SumSubstituted(columns, run.Normal((long)rows * columns, mean: 1), Indices(run, rows, 3), result, accumulate);
            return [result];
        });

    [Test]
    public void CopyRunsAgrees(
        [Values(0, 1, 13, 900)] int runs, [Values(0, 1, 5, 67)] int length, [Values(0, 3)] int gap, [Values] bool accumulate) =>
        KernelAgreement.Check(2e-7, run =>
        {
            var (xStep, yStep) = (length + 2, length + gap);
            var y = run.Normal((long)runs * yStep + 9);
            var x = run.Normal((long)runs * xStep + 2).Slice(2, (long)runs * xStep);
            run.Device.Gather.CopyRuns(runs, length, x, xStep, y, yStep, accumulate);
            return [y];
        });

    [TestCase(2, 5, 4, 5)]
    [TestCase(2, 5, 6, 5)]
    [TestCase(3, 5, 5, 5)]
    [TestCase(-1, 5, 5, 5)]
    [TestCase(2, -5, 5, 5)]
    public void CopyRunsRefusesRunsThatOverlapOrEndOutside(int runs, int length, int xStep, int yStep)
    {
        using var device = new CpuDevice(1);
        var run = new KernelRun(device);
        Assert.That(
            () => device.Gather.CopyRuns(runs, length, run.Normal(10), xStep, run.Normal(10), yStep, accumulate: false),
            Throws.InstanceOf<ArgumentException>());
    }

    [TestCase(new int[0], new int[0])]
    [TestCase(new[] { 5 }, new[] { 0 })]
    [TestCase(new[] { 0, 4 }, new[] { 1, 0 })]
    [TestCase(new[] { 1, 37 }, new[] { 1, 0 })]
    [TestCase(new[] { 131, 67 }, new[] { 1, 0 })]
    [TestCase(new[] { 512, 300 }, new[] { 1, 0 })]
    [TestCase(new[] { 13, 37 }, new[] { 0, 1 })]
    [TestCase(new[] { 3, 5, 7, 2 }, new[] { 0, 2, 1, 3 })]
    [TestCase(new[] { 8, 33, 12, 16 }, new[] { 0, 2, 1, 3 })]
    [TestCase(new[] { 3, 17, 23, 19 }, new[] { 0, 2, 3, 1 })]
    [TestCase(new[] { 3, 17, 23, 19 }, new[] { 0, 3, 1, 2 })]
    [TestCase(new[] { 17, 18, 19 }, new[] { 2, 1, 0 })]
    [TestCase(new[] { 2, 3, 4, 5, 6 }, new[] { 4, 2, 0, 3, 1 })]
    [TestCase(new[] { 2, 3, 4, 5, 6, 7 }, new[] { 5, 4, 3, 2, 1, 0 })]
    [TestCase(new[] { 2, 3, 4, 5, 6, 7 }, new[] { 0, 1, 4, 2, 3, 5 })]
    [TestCase(new[] { 2, 1, 4, 1, 6, 7 }, new[] { 3, 2, 5, 4, 0, 1 })]
    public void PermuteAgrees(int[] shape, int[] order)
    {
        foreach (var accumulate in new[] { false, true })
            KernelAgreement.Check(2e-7, run =>
            {
                var x = run.Normal(shape.Aggregate(1, (product, size) => product * size));
                var y = run.Output(x.Length, accumulate);
                run.Device.Gather.Permute(AxisOrder.Of(shape, order), x, y, accumulate);
                return [y];
            });
    }

    [Test]
    public void APermutedElementIsWhereItsIndicesSay()
    {
        using var device = new ReferenceDevice();
        var run = new KernelRun(device);
        var (x, y) = (run.Normal(2 * 3 * 4), run.Output(24));
        device.Gather.Permute(AxisOrder.Of([2, 3, 4], [2, 0, 1]), x, y, accumulate: false);
        var (from, to) = (run.Read(x), run.Read(y));
        for (var i = 0; i < 2; i++)
            for (var j = 0; j < 3; j++)
                for (var k = 0; k < 4; k++) Assert.That(to[(k * 2 + i) * 3 + j], Is.EqualTo(from[(i * 3 + j) * 4 + k]));
    }

    [TestCase(new[] { 2, 3 }, new[] { 0, 0 })]
    [TestCase(new[] { 2, 3 }, new[] { 0, 2 })]
    [TestCase(new[] { 2, 3 }, new[] { 0 })]
    [TestCase(new[] { 1, 1, 1, 1, 1, 1, 6 }, new[] { 0, 1, 2, 3, 4, 5, 6 })]
    public void AnOrderThatIsNoneIsRefused(int[] shape, int[] order)
    {
        using var device = new CpuDevice(1);
        var run = new KernelRun(device);
        Assert.That(
            () => device.Gather.Permute(AxisOrder.Of(shape, order), run.Normal(6), run.Output(6), accumulate: false),
            Throws.ArgumentException);
    }

    [TestCase(-2)]
    [TestCase(4)]
    [TestCase(int.MaxValue)]
    [TestCase(int.MinValue)]
    public void AnIndexThatIsNoRowIsRefused(int index)
    {
        using var device = new CpuDevice(1);
        var run = new KernelRun(device);
        var (x, rows, y) = (run.Normal(4 * 3), run.Indices(0, -1, index), run.Output(3 * 3));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => device.Gather.Rows(3, x, rows, default, y, accumulate: false),
                Throws.ArgumentException.With.Message.EqualTo($"gather rows: rows[2] is {index}; expected an index from -1 to 3"));
            Assert.That(() => device.Gather.ScatterAdd(3, y, rows, x),
                Throws.ArgumentException.With.Message.Contains($"rows[2] is {index}"));
            Assert.That(run.Read(y), Is.All.NaN, "nothing was written");
        }
    }

    [Test]
    public void OnlyTheIndicesOfTheViewCount([Values] bool inPieces)
    {
        using var device = new CpuDevice(1);
        var run = new KernelRun(device);
        var all = device.Allocate(4, ElementKind.Int32).View;
        if (inPieces)
        {
            // What the buffer holds is not known to the host, as no upload wrote all of it.
            device.Upload([3, 0], all.Slice(0, 2));
            device.Upload([1, 9], all.Slice(2, 2));
        }
        else
        {
            device.Upload([3, 0, 1, 9], all);
        }
        var (x, y) = (run.Normal(4), run.Output(3));
        device.Gather.Rows(1, x, all.Slice(0, 3), default, y, accumulate: false);
        Assert.That(run.Read(y), Is.EqualTo(new[] { run.Read(x)[3], run.Read(x)[0], run.Read(x)[1] }));
        Assert.That(
            () => device.Gather.Rows(1, x, all.Slice(1, 3), default, y, accumulate: false),
            Throws.ArgumentException.With.Message.Contains("rows[2] is 9"));
    }

    // From −1 to bound − 1, with repetitions.
    private static BufferView Indices(KernelRun run, int count, int bound)
    {
        var random = new Philox(seed: 3);
        var indices = new int[count];
        for (var i = 0; i < count; i++) indices[i] = random.NextBelow(bound + 1) - 1;
        return run.Indices(indices);
    }
}
