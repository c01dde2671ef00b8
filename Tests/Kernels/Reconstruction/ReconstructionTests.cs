using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Reconstruction;

[TestFixture]
internal sealed class ReconstructionTests
{
    private const double Epsilon = 1e-12;

    [Test]
    public void SquaredErrorAgrees([Values(0, 1, 37, 300_007)] int length) => KernelAgreement.Check(1e-6, run =>
    {
        var result = run.Output(1);
        run.Device.Reconstruction.SquaredError(run.Normal(length), run.Normal(length), divisor: length + 0.5, result);
        return [result];
    });

    [Test]
    public void SquaredErrorBackwardAgrees([Values(0, 1, 37, 50_021)] int length, [Values] bool accumulate) =>
        KernelAgreement.Check(1e-6, run =>
        {
            var dp = run.Output(length, accumulate);
            run.Device.Reconstruction.SquaredErrorBackward(run.Normal(length), run.Normal(length), 3, run.Of(0.7f), dp, accumulate);
            return [dp];
        });

    [Test]
    public void CorrelationAgrees([Values(0, 1, 5, 600)] int rows, [Values(2, 37, 250)] int columns, [Values] bool accumulate) =>
        KernelAgreement.Check(4e-6, run =>
        {
            var (p, t) = (run.Normal((long)rows * columns, mean: 2), run.Normal((long)rows * columns, mean: -1, deviation: 2));
            var (statistics, result, dp) = (run.Output(5L * rows), run.Output(1), run.Output(p.Length, accumulate));
            run.Device.Reconstruction.Correlation(rows, columns, p, t, 0.01, statistics, result);
            run.Device.Reconstruction.CorrelationBackward(rows, columns, p, t, statistics, run.Of(1.5f), dp, accumulate);
            return [statistics, result, dp];
        });

    [Test]
    public void StandardizedRowsAgree([Values(0, 1, 5, 600)] int rows, [Values(2, 37, 250)] int columns, [Values] bool inPlace) =>
        KernelAgreement.Check(3e-6, run =>
        {
            var x = run.Normal((long)rows * columns, mean: 3);
            var y = inPlace ? x : run.Output(x.Length);
            run.Device.Reconstruction.StandardizeRows(rows, columns, x, 1e-6, y);
            return [y];
        });

    [Test]
    public void ASignalCorrelatesWithItselfByOne() => KernelAgreement.Check(1e-6, run =>
    {
        var x = run.Normal(3000, mean: 5);
        var (statistics, result) = (run.Output(15), run.Output(1));
        run.Device.Reconstruction.Correlation(3, 1000, x, x, Epsilon, statistics, result);
        Assert.That(run.Read(result)[0], Is.EqualTo(1).Within(1e-6));
        return [result];
    });

    // What rounding leaves of a flat lead must not be blown up by 1/√ε.
    [Test]
    public void AConstantSignalIsStandardizedToZeros() => KernelAgreement.Check(1e-9, run =>
    {
        var x = run.Of([.. Enumerable.Repeat(0.1f, 5000)]);
        run.Device.Reconstruction.StandardizeRows(1, 5000, x, Epsilon, x);
        Assert.That(run.Read(x), Has.All.EqualTo(0).Within(1e-9));
        return [x];
    });

    [Test]
    public void ConstantSignalsGiveNoGradientThatIsNotANumber() => KernelAgreement.Check(1e-6, run =>
    {
        var (p, t) = (run.Of([.. Enumerable.Repeat(0.25f, 100)]), run.Normal(100));
        var (statistics, result, dp) = (run.Output(5), run.Output(1), run.Output(100));
        run.Device.Reconstruction.Correlation(1, 100, p, t, 0.01, statistics, result);
        run.Device.Reconstruction.CorrelationBackward(1, 100, p, t, statistics, run.Of(1), dp, accumulate: false);
        Assert.That(run.Read(dp), Has.All.Matches<double>(double.IsFinite));
        return [result, dp];
    });

    // Central differences of the reference.
    [Test]
    public void TheGradientOfTheCorrelationIsItsGradient()
    {
        const int rows = 2, columns = 5;
        using var device = new ReferenceDevice();
        var run = new KernelRun(device);
        var (p, t) = (run.Normal(rows * columns), run.Normal(rows * columns));
        var (statistics, result, dp) = (run.Output(5 * rows), run.Output(1), run.Output(rows * columns));
        double At(double[] prediction)
        {
            device.Upload(prediction, p);
            device.Reconstruction.Correlation(rows, columns, p, t, 0.01, statistics, result);
            return run.Read(result)[0];
        }

        var point = run.Read(p);
        At(point);
        device.Reconstruction.CorrelationBackward(rows, columns, p, t, statistics, run.Of(1), dp, accumulate: false);
        var gradient = run.Read(dp);
        for (var i = 0; i < point.Length; i++)
        {
            double Moved(double step) => At([.. point.Select((value, j) => j == i ? value + step : value)]);
            Assert.That(gradient[i], Is.EqualTo((Moved(1e-6) - Moved(-1e-6)) / 2e-6).Within(1e-8));
        }
    }

    [Test]
    public void ASignalOfOneSampleIsRefused()
    {
        using var device = new ReferenceDevice();
        var run = new KernelRun(device);
        Assert.That(
            () => device.Reconstruction.StandardizeRows(4, 1, run.Normal(4), Epsilon, run.Output(4)),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
