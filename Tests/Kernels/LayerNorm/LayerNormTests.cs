using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.LayerNorm;

[TestFixture]
internal sealed class LayerNormTests
{
    private const double Epsilon = 1e-6;
    private const double Precision = 2e-6;

    private static readonly int[][] Sizes = [[0, 5], [1, 1], [3, 5], [7, 16], [65, 31], [2111, 19], [193, 384], [97, 256], [2, 70_001]];

    [TestCaseSource(nameof(Sizes))]
    public void ForwardAgrees(int rows, int columns) => KernelAgreement.Check(Precision, run =>
    {
        var length = (long)rows * columns;
        var (x, gamma, beta) = (run.Normal(length, mean: 2, deviation: 0.5), run.Normal(columns, mean: 1), run.Normal(columns));
        BufferView[] outputs = [run.Output(length), run.Output(rows), run.Output(rows), run.Output(length)];
        run.Device.LayerNorm.Forward(rows, columns, x, gamma, beta, Epsilon, outputs[0], outputs[1], outputs[2]);
        run.Device.LayerNorm.Forward(rows, columns, x, default, default, Epsilon, outputs[3], default, default);
        return outputs;
    });

    [TestCaseSource(nameof(Sizes))]
    public void BackwardInputAgrees(int rows, int columns) => KernelAgreement.Check(Precision, run =>
    {
        var length = (long)rows * columns;
        var (x, gamma, dy, inPlace) = (run.Normal(length), run.Normal(columns, mean: 1), run.Normal(length), run.Normal(length));
        var (mean, r) = Statistics(run, rows, columns, x);
        BufferView[] outputs = [run.Output(length), run.Output(length, accumulate: true), run.Output(length), inPlace];
        run.Device.LayerNorm.BackwardInput(rows, columns, x, gamma, mean, r, dy, outputs[0], accumulate: false);
        run.Device.LayerNorm.BackwardInput(rows, columns, x, gamma, mean, r, dy, outputs[1], accumulate: true);
        run.Device.LayerNorm.BackwardInput(rows, columns, x, default, mean, r, dy, outputs[2], accumulate: false);
        run.Device.LayerNorm.BackwardInput(rows, columns, x, gamma, mean, r, inPlace, inPlace, accumulate: false);
        return outputs;
    });

    [TestCaseSource(nameof(Sizes))]
    public void BackwardParametersAgrees(int rows, int columns) => KernelAgreement.Check(Precision, run =>
    {
        var length = (long)rows * columns;
        var (x, dy) = (run.Normal(length), run.Normal(length));
        var (mean, r) = Statistics(run, rows, columns, x);
        BufferView[] outputs =
            [run.Output(columns), run.Output(columns), run.Output(columns, accumulate: true), run.Output(columns, accumulate: true)];
        run.Device.LayerNorm.BackwardParameters(rows, columns, x, mean, r, dy, outputs[0], outputs[1], accumulate: false);
        run.Device.LayerNorm.BackwardParameters(rows, columns, x, mean, r, dy, outputs[2], outputs[3], accumulate: true);
        return outputs;
    });

    // One pass over x and x² would be left with nothing: the square of the mean is 10⁸ times the variance.
    [Test]
    public void AMeanOfTenThousandCostsNoAccuracy()
    {
        using var device = new CpuDevice(1);
        var run = new KernelRun(device);
        var y = run.Output(64);
        var x = run.Of([.. Enumerable.Range(0, 64).Select(i => 10000f + (i % 2))]);
        device.LayerNorm.Forward(1, 64, x, default, default, Epsilon, y, default, default);
        Assert.That(run.Read(y), Is.EqualTo(Enumerable.Range(0, 64).Select(i => i % 2 == 0 ? -1.0 : 1)).Within(1e-5));
    }

    [Test]
    public void TheReferenceIsTheDerivative()
    {
        using var device = new ReferenceDevice();
        var run = new KernelRun(device);
        var (rows, columns, length) = (3, 5, 15);
        var (x, gamma, beta, weights) = (run.Normal(length), run.Normal(columns), run.Normal(columns), run.Normal(length));
        var (y, mean, r) = (run.Output(length), run.Output(rows), run.Output(rows));
        var (dx, dGamma, dBeta) = (run.Output(length), run.Output(columns), run.Output(columns));

        void Forward() => device.LayerNorm.Forward(rows, columns, x, gamma, beta, Epsilon, y, mean, r);
        Forward();
        device.LayerNorm.BackwardInput(rows, columns, x, gamma, mean, r, weights, dx, accumulate: false);
        device.LayerNorm.BackwardParameters(rows, columns, x, mean, r, weights, dGamma, dBeta, accumulate: false);

        GradientCheck.Check(run, x, y, weights, dx, Forward);
        GradientCheck.Check(run, gamma, y, weights, dGamma, Forward);
        GradientCheck.Check(run, beta, y, weights, dBeta, Forward);
    }

    [Test]
    public void AViewOfAnotherLengthIsRefused([Values] bool reference)
    {
        using Device device = reference ? new ReferenceDevice() : new CpuDevice(1);
        var run = new KernelRun(device);
        var (full, shorter, column, row) = (run.Normal(12), run.Normal(11), run.Normal(4), run.Normal(3));
        Assert.That(
            () => device.LayerNorm.Forward(3, 4, full, column, row, Epsilon, full, default, default),
            Throws.ArgumentException.With.Message.Contains("beta"));
        Assert.That(
            () => device.LayerNorm.BackwardInput(3, 4, full, column, row, row, shorter, full, false),
            Throws.ArgumentException.With.Message.Contains("dy"));
        Assert.That(
            () => device.LayerNorm.BackwardParameters(3, 4, full, row, row, full, column, row, false),
            Throws.ArgumentException.With.Message.Contains("dBeta"));
    }

    private static (BufferView Mean, BufferView ReciprocalDeviation) Statistics(KernelRun run, int rows, int columns, BufferView x)
    {
        var (mean, r) = (run.Output(rows), run.Output(rows));
        run.Device.LayerNorm.Forward(rows, columns, x, default, default, Epsilon, run.Output((long)rows * columns), mean, r);
        return (mean, r);
    }
}
