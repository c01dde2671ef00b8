using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Softmax;

[TestFixture]
internal sealed class SoftmaxTests
{
    private const double Precision = 1e-6;

    private static readonly int[][] Sizes = [[0, 5], [5, 0], [1, 1], [3, 2], [7, 16], [64, 17], [1031, 13], [301, 301], [3, 70_001]];

    [TestCaseSource(nameof(Sizes))]
    public void ForwardAgrees(int rows, int columns) => KernelAgreement.Check(Precision, run =>
    {
        var length = (long)rows * columns;
        var x = run.Normal(length, deviation: 3);
        var (y, logY) = (run.Output(length), run.Output(length));
        run.Device.Softmax.Forward(rows, columns, x, y);
        run.Device.Softmax.LogForward(rows, columns, x, logY);
        return [y, logY];
    });

    [TestCaseSource(nameof(Sizes))]
    public void BackwardAgrees(int rows, int columns) => KernelAgreement.Check(Precision, run =>
    {
        var length = (long)rows * columns;
        var (x, dy) = (run.Normal(length), run.Normal(length));
        var (y, logY) = (run.Output(length), run.Output(length));
        run.Device.Softmax.Forward(rows, columns, x, y);
        run.Device.Softmax.LogForward(rows, columns, x, logY);
        BufferView[] gradients =
            [run.Output(length), run.Output(length, accumulate: true), run.Output(length), run.Output(length, accumulate: true)];
        run.Device.Softmax.Backward(rows, columns, y, dy, gradients[0], accumulate: false);
        run.Device.Softmax.Backward(rows, columns, y, dy, gradients[1], accumulate: true);
        run.Device.Softmax.LogBackward(rows, columns, logY, dy, gradients[2], accumulate: false);
        run.Device.Softmax.LogBackward(rows, columns, logY, dy, gradients[3], accumulate: true);
        return gradients;
    });

    [Test]
    public void InPlaceAgrees() => KernelAgreement.Check(Precision, run =>
    {
        var (y, logY, dx, dLogX) = (run.Normal(35), run.Normal(35), run.Normal(35), run.Normal(35));
        run.Device.Softmax.Forward(5, 7, y, y);
        run.Device.Softmax.LogForward(5, 7, logY, logY);
        run.Device.Softmax.Backward(5, 7, y, dx, dx, accumulate: false);
        run.Device.Softmax.LogBackward(5, 7, logY, dLogX, dLogX, accumulate: false);
        return [y, logY, dx, dLogX];
    });

    [Test]
    public void NumbersOfTenThousandDoNotOverflow() => KernelAgreement.Check(Precision, run =>
    {
        var x = run.Of(1e4f, 1e4f - 1, -1e4f, 0, -1e4f, -1e4f - 2, -1e4f, -3e38f);
        var (y, logY) = (run.Output(8), run.Output(8));
        run.Device.Softmax.Forward(2, 4, x, y);
        run.Device.Softmax.LogForward(2, 4, x, logY);
        return [y, logY.Slice(0, 7)];
    });

    [Test]
    public void ANaNOrInfinityMakesItsRowNaNAndNoOther([Values] bool reference, [Values(float.NaN, float.PositiveInfinity)] float value)
    {
        using Device device = reference ? new ReferenceDevice() : new CpuDevice(1);
        var run = new KernelRun(device);
        var x = run.Of([.. Enumerable.Range(0, 60).Select(i => i == 25 ? value : i)]);
        var (y, logY) = (run.Output(60), run.Output(60));
        device.Softmax.Forward(3, 20, x, y);
        device.Softmax.LogForward(3, 20, x, logY);
        Assert.That(run.Read(y).Select(double.IsNaN), Is.EqualTo(Enumerable.Range(0, 60).Select(i => i / 20 == 1)));
        Assert.That(run.Read(logY).Chunk(20).Select(row => row.Any(double.IsNaN)), Is.EqualTo(new[] { false, true, false }));
    }

    [Test]
    public void TheReferenceIsTheDerivative()
    {
        using var device = new ReferenceDevice();
        var run = new KernelRun(device);
        var (x, y, weights, dx) = (run.Normal(15), run.Output(15), run.Normal(15), run.Output(15));
        device.Softmax.Forward(3, 5, x, y);
        device.Softmax.Backward(3, 5, y, weights, dx, accumulate: false);
        GradientCheck.Check(run, x, y, weights, dx, () => device.Softmax.Forward(3, 5, x, y));

        device.Softmax.LogForward(3, 5, x, y);
        device.Softmax.LogBackward(3, 5, y, weights, dx, accumulate: false);
        GradientCheck.Check(run, x, y, weights, dx, () => device.Softmax.LogForward(3, 5, x, y));
    }

    [Test]
    public void AViewOfAnotherLengthIsRefused([Values] bool reference)
    {
        using Device device = reference ? new ReferenceDevice() : new CpuDevice(1);
        var run = new KernelRun(device);
        var (full, shorter) = (run.Normal(12), run.Normal(11));
        Assert.That(() => device.Softmax.Forward(3, 4, full, shorter), Throws.ArgumentException.With.Message.Contains("11"));
        Assert.That(
            () => device.Softmax.LogBackward(3, 4, full, shorter, full, false), Throws.ArgumentException.With.Message.Contains("dy"));
    }
}
