using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Convolution;

[TestFixture]
internal sealed class ConvolutionTests
{
    private static IEnumerable<ConvolutionProblem> Problems()
    {
        foreach (var (kernelHeight, kernelWidth) in new[] { (1, 1), (3, 3), (2, 5), (7, 7) })
            foreach (var stride in new[] { 1, 2, 3 })
                foreach (var padding in new[] { 0, 1, 3 })
                    yield return new ConvolutionProblem(2, 5, 7, new SlidingWindow(13, 11, kernelHeight, kernelWidth, stride, padding));
        foreach (var (inputs, outputs) in new[] { (1, 1), (3, 64), (17, 33), (64, 1), (64, 70) })
            foreach (var kernel in new[] { 1, 3 })
                yield return new ConvolutionProblem(3, inputs, outputs, new SlidingWindow(9, 8, kernel, kernel, 2, kernel / 2));
        yield return new ConvolutionProblem(0, 3, 4, new SlidingWindow(5, 5, 3, 3));
        yield return new ConvolutionProblem(1, 3, 4, new SlidingWindow(2, 2, 3, 3));
        yield return new ConvolutionProblem(1, 2, 3, new SlidingWindow(1, 1, 3, 3, 1, 1));
        yield return new ConvolutionProblem(2, 300, 20, new SlidingWindow(20, 19, 3, 3, 1, 1));
        yield return new ConvolutionProblem(1, 3, 16, new SlidingWindow(61, 60, 7, 7, 2, 3));
    }

    [TestCaseSource(nameof(Problems))]
    public void ForwardAgrees(ConvolutionProblem problem) => KernelAgreement.Check(1e-5, run =>
    {
        BufferView x = run.Normal(problem.InputLength), w = Filter(run, problem), y = run.Output(problem.OutputLength);
        run.Device.Convolution.Forward(problem, x, w, y);
        BufferView fused = run.Output(problem.OutputLength), before = run.Output(problem.OutputLength);
        var epilogue = new GemmEpilogue(run.Normal(problem.OutChannels), ActivationFunction.Relu, before, run.Normal(problem.OutputLength));
        run.Device.Convolution.Forward(problem, x, w, fused, epilogue);
        return [y, fused, before];
    });

    [TestCaseSource(nameof(Problems))]
    public void GradientsAgree(ConvolutionProblem problem) => KernelAgreement.Check(1e-5, run =>
    {
        BufferView x = run.Normal(problem.InputLength), w = Filter(run, problem), dy = run.Normal(problem.OutputLength);
        BufferView dx = run.Output(x.Length), dw = run.Output(w.Length), sumX = run.Output(x.Length, true),
            sumW = run.Output(w.Length, true);
        run.Device.Convolution.BackwardInput(problem, w, dy, dx, accumulate: false);
        run.Device.Convolution.BackwardInput(problem, w, dy, sumX, accumulate: true);
        run.Device.Convolution.BackwardFilter(problem, x, dy, dw, accumulate: false);
        run.Device.Convolution.BackwardFilter(problem, x, dy, sumW, accumulate: true);
        return [dx, dw, sumX, sumW];
    });

    [Test]
    public void MemoryDoesNotGrowWithTheBatch()
    {
        using var device = new CpuDevice(2);
        Assert.That(Peak(device, batch: 400), Is.LessThanOrEqualTo(Peak(device, batch: 200)));
    }

    [TestCase("conv2d.ci3.co8.k7.s2.p3.31x29", 3, 8, 7, 2, 3, 31, 29)]
    [TestCase("conv2d.ci8.co8.k3.s1.p1.14x14", 8, 8, 3, 1, 1, 14, 14)]
    [TestCase("conv2d.ci8.co12.k3.s2.p1.15x13", 8, 12, 3, 2, 1, 15, 13)]
    [TestCase("conv2d.ci8.co16.k1.s1.p0.9x9", 8, 16, 1, 1, 0, 9, 9)]
    [TestCase("conv2d.ci8.co16.k1.s2.p0.9x9", 8, 16, 1, 2, 0, 9, 9)]
    [TestCase("conv2d.ci1.co6.k1.s1.p0.5x5", 1, 6, 1, 1, 0, 5, 5)]
    public void ThePublishedValuesComeOut(string name, int inputs, int outputs, int kernel, int stride, int padding, int height,
        int width) =>
        PublishedOperator.Check("operators.safetensors", name, published =>
        {
            var problem = new ConvolutionProblem(2, inputs, outputs, new SlidingWindow(height, width, kernel, kernel, stride, padding));
            var device = published.Device;
            BufferView x = published.Input("0", 2, inputs, height, width), w = published.Input("1", outputs, inputs, kernel, kernel);
            BufferView dy = published.Input("dy", 2, outputs, problem.Window.OutHeight, problem.Window.OutWidth);
            BufferView y = published.Output((int)problem.OutputLength), dx = published.Output((int)x.Length),
                dw = published.Output((int)w.Length);
            device.Convolution.Forward(problem, x, w, y, new GemmEpilogue(published.Input("2", outputs)));
            device.Convolution.BackwardInput(problem, w, dy, dx, accumulate: false);
            device.Convolution.BackwardFilter(problem, x, dy, dw, accumulate: false);
            var db = published.Output(outputs);
            device.Reduction.SumRows((int)problem.OutputRows, outputs, dy, 1, db, accumulate: false);
            published.Expect("y", y);
            published.Expect("dx0", dx);
            published.Expect("dx1", dw);
            published.Expect("dx2", db);
        });

    private static BufferView Filter(KernelRun run, ConvolutionProblem problem) =>
        run.Normal((long)problem.OutChannels * problem.FilterLength, deviation: 1 / Math.Sqrt(problem.FilterLength));

    private static long Peak(CpuDevice device, int batch)
    {
        var problem = new ConvolutionProblem(batch, 16, 16, new SlidingWindow(40, 40, 3, 3, 2, 1));
        BufferView x = device.Allocate(problem.InputLength).View, w = device.Allocate(16 * problem.FilterLength).View;
        BufferView y = device.Allocate(problem.OutputLength).View;
        device.Memory.ResetPeak();
        var before = device.Memory.PeakBytesInUse;
        device.Convolution.Forward(problem, x, w, y);
        device.Convolution.BackwardInput(problem, w, y, x, accumulate: false);
        device.Convolution.BackwardFilter(problem, x, y, w, accumulate: false);
        return device.Memory.PeakBytesInUse - before;
    }
}
