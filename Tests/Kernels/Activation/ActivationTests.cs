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

    // Agreement of a whole array says little about its small numbers.
    [TestCase(ActivationFunction.Exp)]
    [TestCase(ActivationFunction.Sigmoid)]
    [TestCase(ActivationFunction.Tanh)]
    public void EveryNumberIsRightToItsLastDigits(ActivationFunction function)
    {
        var x = Enumerable.Range(-2000, 4001).Select(i => i * 0.00873f).ToArray();
        using var device = new CpuDevice(1);
        var run = new KernelRun(device);
        var y = run.Output(x.Length);
        device.Activation.Forward(function, run.Of(x), y);
        var actual = run.Read(y);
        for (var i = 0; i < x.Length; i++)
        {
            var expected = ReferenceActivation.Value(function, x[i]);
            Assert.That(actual[i], Is.EqualTo(expected).Within(5e-7 * Math.Abs(expected)), $"at {x[i]}");
        }
    }

    // Central differences of the reference.
    [Test]
    public void TheDerivativeIsTheDerivative(
        [Values] ActivationFunction function, [Values(-6.0, -1.5, -0.3, 0.2, 1, 2.8, 4)] double x)
    {
        const double step = 1e-5;
        var slope = (ReferenceActivation.Value(function, x + step, 0.2) - ReferenceActivation.Value(function, x - step, 0.2)) / (2 * step);
        if (double.IsNaN(slope)) return; // Outside of where a logarithm or a root is.

        // The error of the differences themselves grows with the derivative of these two.
        var tolerance = function is ActivationFunction.Exp or ActivationFunction.Log ? 1e-9 * Math.Max(1, Math.Abs(slope)) : 1e-9;
        Assert.That(ReferenceActivation.Derivative(function, x, 0.2), Is.EqualTo(slope).Within(tolerance));
    }

    [Test]
    public void AViewOfAnotherLengthIsRefused()
    {
        using var device = new CpuDevice(1);
        var run = new KernelRun(device);
        Assert.That(
            () => device.Activation.Forward(ActivationFunction.Relu, run.Normal(5), run.Output(4)),
            Throws.ArgumentException.With.Message.Contains("4 elements; expected 5"));
    }
}
