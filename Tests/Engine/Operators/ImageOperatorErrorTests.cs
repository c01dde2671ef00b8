using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Operators;

[TestFixture]
internal sealed class ImageOperatorErrorTests
{
    private ReferenceDevice _device = null!;

    [SetUp]
    public void SetUp() => _device = new ReferenceDevice();

    [TearDown]
    public void TearDown() => _device.Dispose();

    [Test]
    public void AConvolutionSaysWhatDoesNotFit()
    {
        var x = Zeros(1, 5, 4, 3);
        Refused(() => Zeros(5, 4, 3).Convolution2d(Zeros(2, 3, 3, 3)), "[5, 4, 3], expected [batch, height, width, in]");
        Refused(() => x.Convolution2d(Zeros(2, 3, 3, 4)), "and the input [1, 5, 4, 3] differ in their input channels");
        Refused(() => x.Convolution2d(Zeros(2, 3, 5, 3)), "smaller than the window");
        Refused(() => x.Convolution2d(Zeros(2, 3, 3, 3), stride: 0), "stride 0");
        Refused(() => x.Convolution2d(Zeros(2, 3, 3, 3), Zeros(3)), "bias has shape [3], expected [2]");
    }

    [Test]
    public void PoolingSaysWhatDoesNotFit()
    {
        Refused(() => Zeros(1, 2, 2, 1).MaxPool2d(3, 1), "smaller than the window");
        Refused(() => Zeros(1, 4, 4, 1).MaxPool2d(3, 1, 2), "more than half the window");
    }

    [Test]
    public void ResamplingToOrFromNothingIsRefused()
    {
        Refused(() => Zeros(2, 0).ResizeLinear(3), "1×0 to 1×3");
        Refused(() => Zeros(1, 2, 2, 1).ResizeBilinear(0, 4), "2×2 to 0×4");
    }

    [Test]
    public void LossesSayWhatDoesNotFit()
    {
        var labels = Tensor.FromIndices(_device, new Shape(3), [0, 1, 0]);
        Refused(() => Zeros(2, 4).CrossEntropy(labels), "labels have shape [3], but there are 2 rows");
        Refused(() => Zeros(2, 4).CrossEntropy(Zeros(2, 3)), "distributions has shape [2, 3]");
        Refused(() => Zeros(3, 4).CrossEntropy(labels, Zeros(3)), "class weights has shape [3]");
        Refused(() => Zeros(0, 4).InfoNce(Zeros(0, 4), Zeros()), "at least one pair");
        Refused(() => Zeros(2, 4).InfoNce(Zeros(3, 4), Zeros()), "the second side has shape [3, 4]");
    }

    private static void Refused(Func<Tensor> apply, string reason) =>
        Assert.That(() => apply(), Throws.InstanceOf<ShapeException>().With.Message.Contains(reason));

    private Tensor Zeros(params ReadOnlySpan<int> sizes) => Tensor.Zeros(_device, new Shape(sizes));
}
