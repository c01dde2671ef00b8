using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Elementwise;

[TestFixture]
internal sealed class ElementwiseTests
{
    private const double Rounding = 2e-7;

    [Test]
    public void FillAgrees([Values(0, 1, 37, 50_021)] int length) => KernelAgreement.Check(0, run =>
    {
        var y = run.Output(length);
        run.Device.Elementwise.Fill(y, 0.625);
        return [y];
    });

    [Test]
    public void FillLeavesTheNeighboursAlone() => KernelAgreement.Check(0, run =>
    {
        var y = run.Normal(100);
        run.Device.Elementwise.Fill(y.Slice(7, 50), -1);
        return [y];
    });

    [Test]
    public void CopyAgrees([Values(0, 1, 37, 50_021)] int length) => KernelAgreement.Check(0, run =>
    {
        var y = run.Output(length);
        run.Device.Elementwise.Copy(run.Normal(length), y);
        return [y];
    });

    [Test]
    public void AddScaledAgrees([Values(0, 1, 37, 50_021)] int length, [Values(0, 1, -0.3)] double b) =>
        KernelAgreement.Check(Rounding, run =>
        {
            var y = run.Output(length, accumulate: b != 0);
            run.Device.Elementwise.AddScaled(1.75, run.Normal(length), b, y);
            return [y];
        });

    [Test]
    public void AddAgrees([Values(0, 1, 37, 50_021)] int length) => KernelAgreement.Check(Rounding, run =>
    {
        var y = run.Output(length);
        run.Device.Elementwise.Add(run.Normal(length), run.Normal(length), y);
        return [y];
    });

    [Test]
    public void DivideAgrees([Values(0, 1, 37, 50_021)] int length) => KernelAgreement.Check(Rounding, run =>
    {
        var y = run.Output(length);
        run.Device.Elementwise.Divide(run.Normal(length), run.Normal(length, mean: 10), y);
        return [y];
    });

    [Test]
    public void AddWorksInPlace() => KernelAgreement.Check(Rounding, run =>
    {
        var y = run.Normal(1001);
        run.Device.Elementwise.Add(y, y, y);
        return [y];
    });

    [Test]
    public void MultiplyAgrees([Values(0, 1, 37, 50_021)] int length, [Values] bool accumulate) => KernelAgreement.Check(Rounding, run =>
    {
        var y = run.Output(length, accumulate);
        run.Device.Elementwise.Multiply(run.Normal(length), run.Normal(length), y, accumulate);
        return [y];
    });

    [Test]
    public void AddTableAgrees([Values(0, 1, 13, 700)] int blocks, [Values(1, 5, 96)] int width, [Values] bool inPlace) =>
        KernelAgreement.Check(Rounding, run =>
        {
            var x = run.Normal(blocks * width);
            var y = inPlace ? x : run.Output(x.Length);
            run.Device.Elementwise.AddTable(x, run.Normal(width), y);
            return [y];
        });

    [Test]
    public void ScaleRunsAgrees([Values(0, 1, 13, 700)] int runs, [Values(1, 5, 96)] int width, [Values] bool accumulate) =>
        KernelAgreement.Check(Rounding, run =>
        {
            var x = run.Normal(runs * width);
            var y = run.Output(x.Length, accumulate);
            run.Device.Elementwise.ScaleRuns(x, run.Normal(runs), y, accumulate);
            return [y];
        });

    [Test]
    public void ATableThatDoesNotFitIsRefused()
    {
        using var device = new CpuDevice(1);
        var run = new KernelRun(device);
        Assert.That(
            () => device.Elementwise.AddTable(run.Normal(7), run.Normal(3), run.Output(7)),
            Throws.ArgumentException.With.Message.Contains("not a multiple of 3"));
    }
}
