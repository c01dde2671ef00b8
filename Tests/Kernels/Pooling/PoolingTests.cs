using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.Memory;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Pooling;

[TestFixture]
internal sealed class PoolingTests
{
    [Test]
    public void MaximaAndTheirGradientsAgree(
        [Values(0, 1, 3)] int batch, [Values(1, 3, 16, 37)] int channels, [Values(1, 2, 3)] int stride, [Values(0, 1)] int padding,
        [Values] bool accumulate) =>
        KernelAgreement.Check(1e-6, run =>
        {
            var window = new SlidingWindow(11, 13, 3, 2, stride, padding);
            long inputs = (long)batch * window.Pixels * channels, outputs = (long)batch * window.OutPixels * channels;
            var y = run.Output(outputs);
            var winners = run.Device.Allocate(outputs, ElementKind.Int32).View;
            var dx = run.Output(inputs, accumulate);
            run.Device.Pooling.MaxForward(batch, channels, window, run.Normal(inputs), y, winners);
            run.Device.Pooling.MaxBackward(batch, channels, window, winners, run.Normal(outputs), dx, accumulate);
            return [y, dx];
        });

    [Test]
    public void WindowsThatOverlapAddUp() => KernelAgreement.Check(0, run =>
    {
        var window = new SlidingWindow(3, 3, 3, 3, 1, 1);
        var (y, dx) = (run.Output(9), run.Output(9));
        var winners = run.Device.Allocate(9, ElementKind.Int32).View;
        run.Device.Pooling.MaxForward(1, 1, window, run.Of(0, 0, 0, 0, 5, 0, 0, 0, 0), y, winners);
        run.Device.Pooling.MaxBackward(1, 1, window, winners, run.Of(1, 2, 3, 4, 5, 6, 7, 8, 9), dx, accumulate: false);
        Assert.That(run.Read(y), Is.All.EqualTo(5));
        Assert.That(run.Read(dx), Is.EqualTo(new double[] { 0, 0, 0, 0, 45, 0, 0, 0, 0 }));
        return [y, dx];
    });

    [Test]
    public void TheFirstOfEqualsWins([Values(1, 16)] int channels) => KernelAgreement.Check(0, run =>
    {
        Assert.That(Winners(run, channels, 3, 7, 7, 7), Is.All.EqualTo(1));
        return [];
    });

    [Test]
    public void NotANumberWinsOverEveryNumber([Values(1, 16)] int channels) => KernelAgreement.Check(0, run =>
    {
        Assert.That(Winners(run, channels, 3, float.NaN, float.PositiveInfinity, float.NaN), Is.All.EqualTo(1));
        Assert.That(Winners(run, channels, float.NaN, 2, 1, 0), Is.All.EqualTo(0));
        return [];
    });

    [Test]
    public void NegativeInfinityInsideBeatsPadding([Values(1, 16)] int channels) => KernelAgreement.Check(0, run =>
    {
        var x = Repeated(run, channels, float.NegativeInfinity, float.NegativeInfinity);
        var winners = run.Device.Allocate(2L * channels, ElementKind.Int32).View;
        var y = run.Output(2L * channels);
        run.Device.Pooling.MaxForward(1, channels, new SlidingWindow(1, 2, 2, 2, 2, 1), x, y, winners);
        var indices = new int[2 * channels];
        run.Device.Download(winners, indices);
        Assert.That(indices[..channels], Is.All.EqualTo(0));
        Assert.That(indices[channels..], Is.All.EqualTo(1));
        return [y];
    });

    [Test]
    public void ThePublishedValuesComeOut() => PublishedOperator.Check("operators.safetensors", "maxpool.k3.s2.p1", published =>
    {
        var window = new SlidingWindow(11, 13, 3, 3, 2, 1);
        var (y, dx) = (published.Output(2, 6, 7, 4), published.Output(2, 11, 13, 4));
        var winners = published.Device.Allocate(y.Length, ElementKind.Int32).View;
        published.Device.Pooling.MaxForward(2, 4, window, published.Input("0", 2, 4, 11, 13), y, winners);
        published.Device.Pooling.MaxBackward(2, 4, window, winners, published.Input("dy", 2, 4, 6, 7), dx, accumulate: false);
        published.Expect("y", y);
        published.Expect("dx0", dx);
    });

    // One window of 2 × 2 over four pixels, all channels alike.
    private static int[] Winners(KernelRun run, int channels, params float[] pixels)
    {
        var winners = run.Device.Allocate(channels, ElementKind.Int32).View;
        run.Device.Pooling.MaxForward(1, channels, new SlidingWindow(2, 2, 2, 2), Repeated(run, channels, pixels), run.Output(channels),
            winners);
        var indices = new int[channels];
        run.Device.Download(winners, indices);
        return indices;
    }

    private static BufferView Repeated(KernelRun run, int channels, params float[] pixels) =>
        run.Of([.. pixels.SelectMany(pixel => Enumerable.Repeat(pixel, channels))]);
}
