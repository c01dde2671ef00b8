using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Interpolation;
using EcgCmrNative.Kernels.Memory;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Interpolation;

[TestFixture]
internal sealed class InterpolationTests
{
    [Test]
    public void BilinearAgrees(
        [Values(0, 2)] int batch, [Values(1, 5, 19)] int channels, [Values(1, 2, 7)] int height, [Values(1, 3, 13, 14)] int outHeight,
        [Values] bool accumulate) =>
        KernelAgreement.Check(1e-6, run =>
        {
            var problem = new InterpolationProblem(batch, height, 11, channels, outHeight, 5);
            return Both(run, problem, accumulate);
        });

    [Test]
    public void LinearAgrees([Values(1, 3, 31)] int length, [Values(1, 2, 7, 31, 97)] int outLength) =>
        KernelAgreement.Check(1e-6, run => Both(run, InterpolationProblem.Linear(37, length, outLength), accumulate: false));

    [Test]
    public void TheSameSizeChangesNothing() => KernelAgreement.Check(0, run =>
    {
        BufferView x = run.Normal(2 * 5 * 7 * 3), y = run.Output(x.Length);
        run.Device.Interpolation.Forward(new InterpolationProblem(2, 5, 7, 3, 5, 7), x, y);
        Assert.That(run.Read(y), Is.EqualTo(run.Read(x)));
        return [y];
    });

    [TestCase("bilinear.x2", 10, 12)]
    [TestCase("bilinear.to13x17", 13, 17)]
    public void ThePublishedValuesComeOut(string name, int height, int width) =>
        PublishedOperator.Check("operators.safetensors", name, published =>
    {
        var problem = new InterpolationProblem(2, 5, 6, 3, height, width);
        BufferView y = published.Output(2, height, width, 3), dx = published.Output(2, 5, 6, 3);
        published.Device.Interpolation.Forward(problem, published.Input("0", 2, 3, 5, 6), y);
        published.Device.Interpolation.Backward(problem, published.Input("dy", 2, 3, height, width), dx, accumulate: false);
        published.Expect("y", y);
        published.Expect("dx0", dx);
    });

    [Test]
    public void ThePublishedSignalsComeOut() => PublishedOperator.Check("operators.safetensors", "linear.x2", published =>
    {
        var problem = InterpolationProblem.Linear(2 * 3, 11, 22);
        BufferView y = published.Output(2, 3, 22), dx = published.Output(2, 3, 11);
        published.Device.Interpolation.Forward(problem, published.Input("0", 2, 3, 11), y);
        published.Device.Interpolation.Backward(problem, published.Input("dy", 2, 3, 22), dx, accumulate: false);
        published.Expect("y", y);
        published.Expect("dx0", dx);
    });

    private static BufferView[] Both(KernelRun run, InterpolationProblem problem, bool accumulate)
    {
        var inputs = (long)problem.Batch * problem.Height * problem.Width * problem.Channels;
        var outputs = (long)problem.Batch * problem.OutHeight * problem.OutWidth * problem.Channels;
        BufferView y = run.Output(outputs), dx = run.Output(inputs, accumulate);
        run.Device.Interpolation.Forward(problem, run.Normal(inputs), y);
        run.Device.Interpolation.Backward(problem, run.Normal(outputs), dx, accumulate);
        return [y, dx];
    }
}
