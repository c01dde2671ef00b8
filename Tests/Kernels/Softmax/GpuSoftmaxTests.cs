using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Tests.Kernels.Devices.Gpu;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Softmax;

/// <summary>
/// The exponential, logarithm and error function that the GPU kernels bring along, seen through the kernels that use them.
/// </summary>
[TestFixtureSource(typeof(GpuForTests), nameof(GpuForTests.Names))]
internal sealed class GpuSoftmaxTests(string gpu)
{
    [Test]
    public void WideRowsAndLargeNumbers([Values(1, 127, 129, 1000)] int columns, [Values(1, 80)] double scale) => DevicePair.Agree(
        gpu, 3e-6, [7 * columns, 7 * columns, 7 * columns],
        (device, x) =>
        {
            device.Elementwise.AddScaled(scale, x[0], 0, x[1]);
            device.Softmax.LogForward(7, columns, x[1], x[2]);
            device.Softmax.Forward(7, columns, x[1], x[1]);
        },
        1, 2);

    [Test]
    public void ExtremesAndNaN()
    {
        var device = GpuForTests.Require(gpu);
        Assert.That(Softmax(device, [0, float.NegativeInfinity, 0]), Is.EqualTo(new[] { 0.5f, 0, 0.5f }));
        Assert.That(Softmax(device, [1e30f, 0, -1e30f]), Is.EqualTo(new[] { 1f, 0, 0 }));
        Assert.That(Softmax(device, [1, float.NaN, 2]), Is.All.NaN);
    }

    [Test]
    public void GeluKeepsItsDigitsInTheTail()
    {
        var x = new float[2001];
        for (var i = 0; i < x.Length; i++) x[i] = (i - 1000) * 0.01f;
        var actual = Gelu(GpuForTests.Require(gpu), x);
        using var reference = new ReferenceDevice();
        var expected = Gelu(reference, x);
        for (var i = 0; i < x.Length; i++)
            Assert.That(actual[i], Is.EqualTo(expected[i]).Within(4e-6 * Math.Abs(expected[i])), $"GELU({x[i]})");
        Assert.That(Gelu(GpuForTests.Require(gpu), [float.NaN])[0], Is.NaN);
    }

    private static double[] Gelu(Device device, float[] x)
    {
        var view = device.Allocate(x.Length).View;
        device.Upload(x, view);
        device.Activation.Forward(ActivationFunction.Gelu, view, view);
        var y = new double[x.Length];
        device.Download(view, y);
        return y;
    }

    private static float[] Softmax(Device device, float[] x)
    {
        var view = device.Allocate(x.Length).View;
        device.Upload(x, view);
        device.Softmax.Forward(1, x.Length, view, view);
        device.Download(view, x);
        return x;
    }
}
