using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gemm;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Gemm;

[TestFixture]
internal sealed class ReferenceGemmTests
{
    // [1 2 3; 4 5 6] · [1 0; 2 1; 0 3] = [5 11; 14 23]
    [Test]
    public void AProductByHand([Values] bool transposeA, [Values] bool transposeB)
    {
        using var device = new ReferenceDevice();
        var run = new KernelRun(device);
        var a = transposeA ? run.Of(1, 4, 2, 5, 3, 6) : run.Of(1, 2, 3, 4, 5, 6);
        var b = transposeB ? run.Of(1, 2, 0, 0, 1, 3) : run.Of(1, 0, 2, 1, 0, 3);
        var c = run.Output(4);
        device.Gemm.Multiply(new GemmProblem(2, 2, 3) { TransposeA = transposeA, TransposeB = transposeB }, a, b, c);
        Assert.That(run.Read(c), Is.EqualTo(new double[] { 5, 11, 14, 23 }));
    }

    [Test]
    public void TheEpilogueComesInItsOrder()
    {
        using var device = new ReferenceDevice();
        var run = new KernelRun(device);
        var (c, preActivation) = (run.Of(100, -100), run.Output(2));
        var problem = new GemmProblem(1, 2, 1) { Alpha = 2, Accumulate = true };
        var epilogue = new GemmEpilogue(run.Of(1000, 1), ActivationFunction.Relu, preActivation, Residual: run.Of(7, 8));
        device.Gemm.Multiply(problem, run.Of(3), run.Of(10, 1), c, epilogue);
        Assert.That(run.Read(preActivation), Is.EqualTo(new double[] { 1160, -93 }));
        Assert.That(run.Read(c), Is.EqualTo(new double[] { 1167, 8 }));
    }

    // Two samples of two heads side by side: each head's row times its own column, out of rows that hold both.
    [Test]
    public void ABatchOfTwoLevelsStepsByItsStrides()
    {
        using var device = new ReferenceDevice();
        var run = new KernelRun(device);
        var problem = new GemmProblem(1, 1, 2)
        {
            OuterBatch = 2,
            InnerBatch = 2,
            LeadingA = 4,
            LeadingB = 1,
            OuterStride = (4, 4, 2),
            InnerStride = (2, 2, 1),
        };
        var c = run.Output(4);
        device.Gemm.Multiply(problem, run.Of(1, 2, 3, 4, 5, 6, 7, 8), run.Of(1, 1, 1, 1, 1, 0, 0, 1), c);
        Assert.That(run.Read(c), Is.EqualTo(new double[] { 3, 7, 5, 8 }));
    }
}
