using EcgCmrNative.Kernels.Contrastive;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Contrastive;

[TestFixture]
internal sealed class InfoNceTests
{
    private static readonly float LogTemperature = MathF.Log(0.1f);

    [TestCase(1, 1, 0)]
    [TestCase(2, 2, 0)]
    [TestCase(37, 37, 0)]
    [TestCase(31, 97, 66)]
    [TestCase(0, 5, 0)]
    [TestCase(300, 1100, 700)]
    public void LossAndGradientsAgree(int rows, int columns, int offset)
    {
        foreach (var accumulate in new[] { false, true })
        {
            KernelAgreement.Check(2e-5, run =>
            {
                var problem = new InfoNceProblem(rows, columns, 13, 0.75, offset);
                BufferView z0 = Unit(run, rows, 13), z1 = Unit(run, columns, 13), t = run.Of(LogTemperature);
                BufferView r = run.Output(rows), c = run.Output(columns), loss = run.Output(1);
                BufferView dz0 = run.Output(z0.Length, accumulate), dz1 = run.Output(z1.Length, accumulate), dt = run.Output(1, accumulate);
                var operands = new InfoNceOperands(z0, z1, t);
                run.Device.InfoNce.Normalizers(problem, operands, r, c);
                run.Device.InfoNce.Loss(problem, operands, r, c, loss);
                run.Device.InfoNce.Backward(problem, operands, r, c, run.Of(1.5f), dz0, dz1, dt, accumulate);
                return [r, c, loss, dz0, dz1, dt];
            });
        }
    }

    [TestCase(0.5)]
    [TestCase(1)]
    public void ListsOfPairsReachAcrossTiles(double rowWeight)
    {
        // Rows 0, 1, … with partners and exclusions in both tiles of columns, and rows without exclusions.
        const int rows = 260, columns = 1030;
        var (targets, excluded) = (Lists(rows, i => [i, i + 700]), Lists(rows, i => i % 3 == 0 ? [] : [i + 1, i + 400, columns - 1]));
        KernelAgreement.Check(2e-5, run =>
        {
            var problem = new InfoNceProblem(rows, columns, 7, rowWeight) { Divisor = rows };
            BufferView z0 = Unit(run, rows, 7), z1 = Unit(run, columns, 7), t = run.Of(LogTemperature);
            BufferView r = run.Output(rows), c = run.Output(columns), loss = run.Output(1);
            BufferView dz0 = run.Output(z0.Length), dz1 = run.Output(z1.Length), dt = run.Output(1);
            var weights = Enumerable.Range(0, 2 * rows).Select(entry => entry % 2 == 0 ? 0.25f : 0.75f).ToArray();
            var operands = new InfoNceOperands(z0, z1, t)
            {
                Targets = new PairTable(run.Indices(targets.Starts), run.Indices(targets.Columns), run.Of(weights)),
                Excluded = new PairTable(run.Indices(excluded.Starts), run.Indices(excluded.Columns), default),
            };
            run.Device.InfoNce.Normalizers(problem, operands, r, c);
            run.Device.InfoNce.Loss(problem, operands, r, c, loss);
            run.Device.InfoNce.Backward(problem, operands, r, c, run.Of(1), dz0, dz1, dt, accumulate: false);
            return rowWeight < 1 ? [r, c, loss, dz0, dz1, dt] : [r, loss, dz0, dz1, dt];
        });
    }

    [Test]
    public void AnExcludedPairIsAsGoodAsAbsent() => KernelAgreement.Check(1e-5, run =>
    {
        // Of three columns the last is excluded everywhere.
        BufferView z0 = Unit(run, 2, 3), z1 = Unit(run, 3, 3), t = run.Of(LogTemperature);
        BufferView all = run.Output(2), fewer = run.Output(2), c = run.Output(3);
        var problem = new InfoNceProblem(2, 3, 3, 1);
        var excluded = new PairTable(run.Indices(0, 1, 2), run.Indices(2, 2), default);
        run.Device.InfoNce.Normalizers(problem, new InfoNceOperands(z0, z1, t) { Excluded = excluded }, all, c);
        run.Device.InfoNce.Normalizers(problem with { Columns = 2 }, new InfoNceOperands(z0, z1.Slice(0, 6), t), fewer, c.Slice(0, 2));
        Assert.That(run.Read(all), Is.EqualTo(run.Read(fewer)).Within(1e-6));
        return [];
    });

    [Test]
    public void SharesOfABatchAddUpToTheWhole() => KernelAgreement.Check(1e-5, run =>
    {
        const int n = 12;
        BufferView z0 = Unit(run, n, 5), z1 = Unit(run, n, 5), t = run.Of(LogTemperature), r = run.Output(n), c = run.Output(n);
        BufferView loss = run.Output(1), whole = run.Output(z1.Length), shares = run.Output(z1.Length);
        var kernel = run.Device.InfoNce;
        var all = new InfoNceProblem(n, n, 5, 0.5);
        var operands = new InfoNceOperands(z0, z1, t);
        kernel.Normalizers(all, operands, r, c);
        kernel.Loss(all, operands, r, c, loss);
        kernel.Backward(all, operands, r, c, run.Of(1), default, whole, default, accumulate: false);

        var sum = 0.0;
        for (var first = 0; first < n; first += 4)
        {
            var share = new InfoNceProblem(4, n, 5, 0.5, first);
            BufferView part = z0.Slice(first * 5, 4 * 5), partR = run.Output(4), partC = run.Output(n), partLoss = run.Output(1);
            var ofShare = new InfoNceOperands(part, z1, t);
            kernel.Normalizers(share, ofShare, partR, partC);
            Assert.That(run.Read(partR), Is.EqualTo(run.Read(r.Slice(first, 4))).Within(1e-5));
            kernel.Loss(share, ofShare, partR, c, partLoss);
            kernel.Backward(share, ofShare, partR, c, run.Of(1), default, shares, default, accumulate: first > 0);
            sum += run.Read(partLoss)[0];
        }
        Assert.That(sum, Is.EqualTo(run.Read(loss)[0]).Within(1e-5));
        Assert.That(run.Read(shares), Is.EqualTo(run.Read(whole)).Within(1e-5));
        return [];
    });

    [Test]
    public void MemoryDoesNotGrowWithTheSquare()
    {
        using var device = new CpuDevice(2);
        var run = new KernelRun(device);
        const int n = 2048;
        BufferView z0 = Unit(run, n, 4), z1 = Unit(run, n, 4), t = run.Of(LogTemperature), r = run.Output(n), c = run.Output(n);
        BufferView dz0 = run.Output(z0.Length), dz1 = run.Output(z1.Length), dt = run.Output(1), upstream = run.Of(1);
        var problem = new InfoNceProblem(n, n, 4, 0.5);
        device.Memory.ResetPeak();
        var before = device.Memory.PeakBytesInUse;
        var operands = new InfoNceOperands(z0, z1, t);
        device.InfoNce.Normalizers(problem, operands, r, c);
        device.InfoNce.Backward(problem, operands, r, c, upstream, dz0, dz1, dt, accumulate: false);
        Assert.That(device.Memory.PeakBytesInUse - before, Is.LessThan(2 << 20));
    }

    private static (int[] Starts, int[] Columns) Lists(int rows, Func<int, int[]> columnsOf)
    {
        var columns = Enumerable.Range(0, rows).Select(columnsOf).ToArray();
        var starts = new int[rows + 1];
        for (var i = 0; i < rows; i++) starts[i + 1] = starts[i] + columns[i].Length;
        return (starts, [.. columns.SelectMany(row => row)]);
    }

    private static BufferView Unit(KernelRun run, int rows, int columns)
    {
        var z = run.Normal((long)rows * columns);
        run.Device.L2Norm.Forward(rows, columns, z, 1e-12, z, default);
        return z;
    }
}
