using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Multimodal;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Objectives.Multimodal;

public sealed class MultimodalModelTests
{
    private static readonly MultimodalConfiguration Small = new()
    {
        Cmr = "resnet18-narrow8",
        Ecg = new VisionTransformerConfiguration(Width: 16, Depth: 1, Heads: 2)
        {
            Leads = 2,
            Samples = 40,
            PatchSamples = 20,
            LearnPositions = true,
        },
        HiddenWidth = 12,
        ProjectionWidth = 5,
    };

    private CpuDevice _device = null!;

    [SetUp]
    public void SetUp() => _device = new CpuDevice(threads: 1);

    [TearDown]
    public void TearDown() => _device.Dispose();

    [Test]
    public void HasThePublishedPrefixes()
    {
        var names = new MultimodalModel(_device, new RandomSource(0), Small).State().Select(entry => entry.Name).ToList();
        Assert.That(names, Is.Unique);
        Assert.That(
            names.Select(name => name.Split('.')[0]).Distinct(),
            Is.EquivalentTo(new[]
            {
                "encoder_imaging", "projection_head_imaging", "encoder_ecg", "projection_head_ecg", "classifier", "classifier_criterion",
            }));
        Assert.That(names, Is.SupersetOf(new[]
        {
            "encoder_imaging.0.weight", "projection_head_imaging.layers.2.bias", "encoder_ecg.head.weight", "encoder_ecg.fc_norm.weight",
            "projection_head_ecg.layers.0.weight", "classifier.model.weight", "classifier_criterion.weight",
        }));
    }

    [TestCase(Modality.Ecg, 16)]
    [TestCase(Modality.Cmr, 64)]
    public void TheClassifierSeesTheSideThatIsAskedFor(Modality side, int width)
    {
        var model = new MultimodalModel(_device, new RandomSource(0), Small with { ClassifierSide = side });
        var weight = model.State().Single(entry => entry.Name == "classifier.model.weight").Parameter;
        Assert.That(weight.Shape, Is.EqualTo(new Shape(2, width)));
    }

    [Test]
    public void ProjectionsOfBothSidesHaveTheSameShape()
    {
        var model = new MultimodalModel(_device, new RandomSource(0), Small);
        using var scope = TensorScope.Open();
        var image = model.ProjectImages(Tensor.Filled(_device, new Shape(3, 33, 33, 3), 0.5));
        var ecg = model.ProjectEcg(Tensor.Filled(_device, new Shape(3, 1, 2, 40), 0.5));
        Assert.That(image.Shape, Is.EqualTo(new Shape(3, 5)));
        Assert.That(ecg.Shape, Is.EqualTo(image.Shape));
    }
}
