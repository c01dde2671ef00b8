using EcgCmrNative.Kernels.Contrastive;
using EcgCmrNative.Kernels.Devices;
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
                run.Device.InfoNce.Normalizers(problem, z0, z1, t, r, c);
                run.Device.InfoNce.Loss(problem, z0, z1, t, r, c, loss);
                run.Device.InfoNce.Backward(problem, z0, z1, t, r, c, run.Of(1.5f), dz0, dz1, dt, accumulate);
                return [r, c, loss, dz0, dz1, dt];
            });
        }
    }

    [Test]
    public void SharesOfABatchAddUpToTheWhole() => KernelAgreement.Check(1e-5, run =>
    {
        const int n = 12;
        BufferView z0 = Unit(run, n, 5), z1 = Unit(run, n, 5), t = run.Of(LogTemperature), r = run.Output(n), c = run.Output(n);
        BufferView loss = run.Output(1), whole = run.Output(z1.Length), shares = run.Output(z1.Length);
        var kernel = run.Device.InfoNce;
        var all = new InfoNceProblem(n, n, 5, 0.5);
        kernel.Normalizers(all, z0, z1, t, r, c);
        kernel.Loss(all, z0, z1, t, r, c, loss);
        kernel.Backward(all, z0, z1, t, r, c, run.Of(1), default, whole, default, accumulate: false);

        var sum = 0.0;
        for (var first = 0; first < n; first += 4)
        {
            var share = new InfoNceProblem(4, n, 5, 0.5, first);
            BufferView part = z0.Slice(first * 5, 4 * 5), partR = run.Output(4), partC = run.Output(n), partLoss = run.Output(1);
            kernel.Normalizers(share, part, z1, t, partR, partC);
            Assert.That(run.Read(partR), Is.EqualTo(run.Read(r.Slice(first, 4))).Within(1e-5));
            kernel.Loss(share, part, z1, t, partR, c, partLoss);
            kernel.Backward(share, part, z1, t, partR, c, run.Of(1), default, shares, default, accumulate: first > 0);
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
        device.InfoNce.Normalizers(problem, z0, z1, t, r, c);
        device.InfoNce.Backward(problem, z0, z1, t, r, c, upstream, dz0, dz1, dt, accumulate: false);
        Assert.That(device.Memory.PeakBytesInUse - before, Is.LessThan(2 << 20));
    }

    [Test]
    public void ThePublishedValuesComeOut([Values("0.1", "0.07")] string temperature, [Values("0.5", "0.75")] string weight) =>
        PublishedOperator.Check("losses.safetensors", $"clip.lambda{weight}.t{temperature}", published =>
        {
            const int n = 8, d = 16;
            var device = published.Device;
            var problem = new InfoNceProblem(n, n, d, double.Parse(weight, System.Globalization.CultureInfo.InvariantCulture));
            var t = published.Of(Math.Log(double.Parse(temperature, System.Globalization.CultureInfo.InvariantCulture)));
            BufferView[] x = [published.Fill("z.0", n, d), published.Fill("z.1", n, d)],
                z = [published.Output(n, d), published.Output(n, d)];
            BufferView[] norms = [published.Output(n), published.Output(n)], dz = [published.Output(n, d), published.Output(n, d)];
            BufferView r = published.Output(n), c = published.Output(n), loss = published.Output(1);
            for (var side = 0; side < 2; side++) device.L2Norm.Forward(n, d, x[side], 1e-12, z[side], norms[side]);
            device.InfoNce.Normalizers(problem, z[0], z[1], t, r, c);
            device.InfoNce.Loss(problem, z[0], z[1], t, r, c, loss);
            device.InfoNce.Backward(problem, z[0], z[1], t, r, c, published.Of(1), dz[0], dz[1], default, accumulate: false);
            for (var side = 0; side < 2; side++) device.L2Norm.Backward(n, d, z[side], 1e-12, norms[side], dz[side], dz[side],
                accumulate: false);
            published.Expect("loss", loss);
            published.Expect("grad0", dz[0]);
            published.Expect("grad1", dz[1]);
        });

    private static BufferView Unit(KernelRun run, int rows, int columns)
    {
        var z = run.Normal((long)rows * columns);
        run.Device.L2Norm.Forward(rows, columns, z, 1e-12, z, default);
        return z;
    }
}
