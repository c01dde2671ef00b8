using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Activation;

[TestFixture]
internal sealed class ActivationTests
{
    [Test]
    public void ForwardAgrees([Values] ActivationFunction function, [Values(0, 1, 37, 50_021)] int length, [Values] bool inPlace) =>
        KernelAgreement.Check(1e-6, run =>
        {
            var x = run.Normal(length, deviation: 3);
            var y = inPlace ? x : run.Output(length);
            run.Device.Activation.Forward(function, x, y, slope: 0.2);
            return [y];
        });

    [Test]
    public void BackwardAgrees([Values] ActivationFunction function, [Values(0, 1, 37, 50_021)] int length, [Values] bool accumulate) =>
        KernelAgreement.Check(1e-6, run =>
        {
            var x = run.Normal(length, deviation: 3);
            var dx = run.Output(length, accumulate);
            run.Device.Activation.Backward(function, x, run.Normal(length), dx, accumulate, slope: 0.2);
            return [dx];
        });

    [Test]
    public void BackwardWorksInPlace([Values] ActivationFunction function) => KernelAgreement.Check(1e-6, run =>
    {
        var dy = run.Normal(1000);
        run.Device.Activation.Backward(function, run.Normal(1000), dy, dy, accumulate: false, slope: 0.2);
        return [dy];
    });

    [Test]
    public void UnusualNumbersPassThrough([Values] ActivationFunction function) => KernelAgreement.Check(1e-6, run =>
    {
        float[] numbers = [0, float.NaN, float.PositiveInfinity, 1e30f, -1e-40f, 3e-40f, -9, -15];
        var x = run.Of([.. Enumerable.Repeat(numbers, 5).SelectMany(n => n)]);
        var y = run.Output(x.Length);
        run.Device.Activation.Forward(function, x, y, slope: 0.2);
        return [y];
    });

    [Test]
    public void ReluOfMinusInfinityIsZero() => KernelAgreement.Check(0, run =>
    {
        var x = run.Of([.. Enumerable.Repeat(float.NegativeInfinity, 40)]);
        run.Device.Activation.Forward(ActivationFunction.Relu, x, x);
        return [x];
    });

    // Central differences of the reference.
    [Test]
    public void TheDerivativeIsTheDerivative(
        [Values] ActivationFunction function, [Values(-6.0, -1.5, -0.3, 0.2, 1, 2.8, 4)] double x)
    {
        const double step = 1e-5;
        var slope = (ReferenceActivation.Value(function, x + step, 0.2) - ReferenceActivation.Value(function, x - step, 0.2)) / (2 * step);
        Assert.That(ReferenceActivation.Derivative(function, x, 0.2), Is.EqualTo(slope).Within(1e-9));
    }

    [Test]
    public void AViewOfAnotherLengthIsRefused()
    {
        using var device = new CpuDevice(1);
        var run = new KernelRun(device);
        Assert.That(
            () => device.Activation.Forward(ActivationFunction.Relu, run.Normal(5), run.Output(4)),
            Throws.ArgumentException.With.Message.Contains("4 elements where 5 are expected"));
    }
}
