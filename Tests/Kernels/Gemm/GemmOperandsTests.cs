using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Gemm;

[TestFixture]
internal sealed class GemmOperandsTests
{
    private static readonly GemmProblem Good = new(4, 5, 6);

    private CpuDevice _device = null!;

    [SetUp]
    public void Create() => _device = new CpuDevice(1);

    [TearDown]
    public void Dispose() => _device.Dispose();

    [Test]
    public void AcceptsWhatFitsExactly() => Assert.That(() => Multiply(Good), Throws.Nothing);

    [TestCase(23, 30, 20, "A has 23 elements, but its sizes and strides need 24")]
    [TestCase(24, 29, 20, "B has 29 elements, but its sizes and strides need 30")]
    [TestCase(24, 30, 19, "C has 19 elements, but its sizes and strides need 20")]
    public void NamesTheViewThatIsTooShort(int a, int b, int c, string message) =>
        Assert.That(() => Multiply(Good, a, b, c), Throws.ArgumentException.With.Message.Contains(message));

    [Test]
    public void RefusesAnEpilogueThatDoesNotFit()
    {
        Refuses(Good, new GemmEpilogue(Bias: View(4)), "the bias has 4 elements, but its sizes and strides need 5");
        Refuses(Good, new GemmEpilogue(PreActivation: View(19)), "the pre-activation has 19 elements, but its sizes and strides need 20");
        Refuses(Good, new GemmEpilogue(Residual: View(19)), "the residual has 19 elements, but its sizes and strides need 20");
        Refuses(Good, new GemmEpilogue(Activation: ActivationFunction.LeakyRelu), "LeakyRelu");
    }

    [Test]
    public void RefusesSizesAndStridesThatMakeNoSense()
    {
        Refuses(Good with { M = -1 }, default, "-1 x 5 x 6");
        Refuses(Good with { LeadingA = 5 }, default, "A has rows of 6 elements, row step 5");
        Refuses(Good with { OuterBatch = 2 }, default, "same C");
        Refuses(Good with { OuterBatch = 2, OuterStride = (0, 0, 1) }, default, "C has 20 elements, but its sizes and strides need 21");
        Refuses(Good with { OuterBatch = 2, OuterStride = (-1, 0, 20) }, default, "batch strides -1");
        Refuses(Good with { OuterBatch = 1 << 20, InnerBatch = 1 << 20 }, default, "too large");
    }

    [Test]
    public void RefusesIntegersAndMemoryThatHasGoneBack()
    {
        var integers = _device.Allocate(24, ElementKind.Int32).View;
        Assert.That(
            () => _device.Gemm.Multiply(Good, integers, View(30), View(20)),
            Throws.ArgumentException.With.Message.Contains("Int32"));
        var gone = View(24);
        gone.Buffer.Release();
        Assert.That(() => _device.Gemm.Multiply(Good, gone, View(30), View(20)), Throws.InstanceOf<ObjectDisposedException>());
    }

    private void Refuses(GemmProblem problem, GemmEpilogue epilogue, string message) =>
        Assert.That(() => Multiply(problem, epilogue: epilogue), Throws.ArgumentException.With.Message.Contains(message));

    private void Multiply(GemmProblem problem, int a = 24, int b = 30, int c = 20, GemmEpilogue epilogue = default) =>
        _device.Gemm.Multiply(problem, View(a), View(b), View(c), epilogue);

    private BufferView View(int length) => _device.Allocate(length).View;
}
