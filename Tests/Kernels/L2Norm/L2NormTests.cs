using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Memory;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.L2Norm;

[TestFixture]
internal sealed class L2NormTests
{
    private const double Epsilon = 1e-12;

    [Test]
    public void ForwardAndBackwardAgree([Values(0, 1, 37)] int rows, [Values(1, 3, 128, 1031)] int columns, [Values] bool accumulate) =>
        KernelAgreement.Check(1e-5, run =>
        {
            var count = (long)rows * columns;
            BufferView y = run.Output(count), norms = run.Output(rows), dx = run.Output(count, accumulate);
            run.Device.L2Norm.Forward(rows, columns, run.Normal(count, mean: 1), Epsilon, y, norms);
            run.Device.L2Norm.Backward(rows, columns, y, Epsilon, norms, run.Normal(count), dx, accumulate);
            return [y, norms, dx];
        });

    [Test]
    public void AShortRowIsDividedByEpsilon() => KernelAgreement.Check(1e-5, run =>
    {
        BufferView y = run.Output(6), norms = run.Output(2), dx = run.Output(6);
        run.Device.L2Norm.Forward(2, 3, run.Of(0, 0, 0, 0.03f, 0, 0.04f), 0.1, y, norms);
        run.Device.L2Norm.Backward(2, 3, y, 0.1, norms, run.Of(1, 2, 3, 4, 5, 6), dx, accumulate: false);
        Assert.That(run.Read(dx), Is.EqualTo(new double[] { 10, 20, 30, 40, 50, 60 }).Within(1e-4));
        return [y, norms, dx];
    });

    [Test]
    public void SquaresMayLeaveTheRangeOfFloat32() => KernelAgreement.Check(1e-5, run =>
    {
        BufferView y = run.Output(4), norms = run.Output(2);
        run.Device.L2Norm.Forward(2, 2, run.Of(3e25f, 4e25f, 3e-25f, 4e-25f), 1e-30, y, norms);
        Assert.That(run.Read(y), Is.EqualTo(new[] { 0.6, 0.8, 0.6, 0.8 }).Within(1e-6));
        return [y];
    });

    [Test]
    public void ThePublishedValuesComeOut() => PublishedOperator.Check("operators.safetensors", "normalize", published =>
    {
        BufferView y = published.Output(5, 12), norms = published.Output(5), dx = published.Output(5, 12);
        published.Device.L2Norm.Forward(5, 12, published.Input("0", 5, 12), Epsilon, y, norms);
        published.Device.L2Norm.Backward(5, 12, y, Epsilon, norms, published.Input("dy", 5, 12), dx, accumulate: false);
        published.Expect("y", y);
        published.Expect("dx0", dx);
    });
}
