using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Cmr;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Encoders.Cmr;

public sealed class CmrEncoderTests
{
    private const string Small = "resnet18-narrow8";

    private CpuDevice _device = null!;

    [SetUp]
    public void SetUp() => _device = new CpuDevice(threads: 2);

    [TearDown]
    public void TearDown() => _device.Dispose();

    /// <summary>Parameters without the classifier, and entries of the state dictionary with their running statistics.</summary>
    [TestCase("resnet50", 23_508_032, 318)]
    [TestCase("resnet18", 11_176_512, 120)]
    [TestCase("unet", 32_688, 10)]
    public void HasThePublishedState(string preset, long parameters, int entries)
    {
        var encoder = Create(preset);
        Assert.That(encoder.CountTrainable(), Is.EqualTo(parameters));
        Assert.That(encoder.State().Count(), Is.EqualTo(entries));
    }

    [Test]
    public void HasThePublishedShapes()
    {
        var shapes = Create("resnet50").State().ToDictionary(entry => entry.Name, entry => entry.Parameter.Shape);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shapes["4.0.conv1.weight"], Is.EqualTo(new Shape(64, 1, 1, 64)));
            Assert.That(shapes["4.0.conv2.weight"], Is.EqualTo(new Shape(64, 3, 3, 64)));
            Assert.That(shapes["5.0.conv1.weight"], Is.EqualTo(new Shape(128, 1, 1, 256)));
            Assert.That(shapes["7.0.downsample.0.weight"], Is.EqualTo(new Shape(2048, 1, 1, 1024)));
            Assert.That(shapes["7.2.bn3.num_batches_tracked"], Is.EqualTo(new Shape()));
        }
    }

    [TestCase("resnet50", 210, 7, 2048)]
    [TestCase("resnet18-narrow16", 70, 3, 128)]
    [TestCase("unet", 210, 14, 32)]
    public void MapsAndFeaturesHaveThePublishedSizes(string preset, int size, int map, int width)
    {
        var encoder = Create(preset);
        using var scope = TensorScope.Open();
        var images = Tensor.Filled(_device, new Shape(1, size, size, encoder.Channels), 0.5);
        Assert.That(encoder.FeatureMap(images).Shape, Is.EqualTo(new Shape(1, map, map, width)));
        Assert.That(encoder.Forward(images).Shape, Is.EqualTo(new Shape(1, encoder.Width)));
    }

    [Test]
    public void TheSameEncoderStartsFromTheSameSeed()
    {
        var (first, second) = (Create(Small), Create(Small));
        foreach (var (one, other) in first.State().Zip(second.State()))
            Assert.That(one.Parameter.ToSingles(), Is.EqualTo(other.Parameter.ToSingles()), one.Name);
    }

    [Test]
    public void AFrozenEncoderLearnsNothingAndItsStatisticsStay()
    {
        var encoder = Create(Small);
        encoder.Training = true;
        encoder.Freeze();
        var before = Snapshot(encoder);
        using var tape = new Tape();
        var features = encoder.Forward(Images(4));
        Assert.That(tape.Count, Is.Zero, "nothing is recorded that nobody differentiates");
        Assert.That(Snapshot(encoder), Is.EqualTo(before));
        encoder.Training = false;
        Assert.That(encoder.Forward(Images(4)).ToSingles(), Is.EqualTo(features.ToSingles()));
    }

    [Test]
    public void StatisticsOfAFrozenEncoderMoveWhereThatIsAskedFor()
    {
        var encoder = Create(Small);
        encoder.Training = true;
        encoder.Freeze();
        encoder.StatisticsAreFrozen = false;
        var before = Snapshot(encoder);
        using (var scope = TensorScope.Open()) encoder.Forward(Images(4));
        var after = Snapshot(encoder);
        foreach (var (name, values) in after)
            Assert.That(values, name.Contains("running_", StringComparison.Ordinal) || name.EndsWith("tracked", StringComparison.Ordinal)
                ? Is.Not.EqualTo(before[name]) : Is.EqualTo(before[name]), name);
        Assert.That(encoder.TrainableParameters(), Is.Empty);
    }

    [Test]
    public void AStepTakesNothingNewFromTheSystemOnceShapesRepeat()
    {
        var encoder = Create(Small);
        encoder.Training = true;
        Step();
        Step();
        var taken = _device.Memory.SystemAllocations;
        Step();
        Assert.That(_device.Memory.SystemAllocations, Is.EqualTo(taken));

        void Step()
        {
            using var tape = new Tape();
            tape.Backward(encoder.Forward(Images(2)).Sum());
        }
    }

    [Test]
    public void ImagesOfAnotherShapeAreRefused() =>
        Assert.That(
            () => Create(Small).Forward(Tensor.Zeros(_device, new Shape(1, 3, 64, 64))),
            Throws.InstanceOf<ShapeException>().With.Message.Contains("[batch, height, width, 3 channels]"));

    [Test]
    public void AnUnknownPresetIsNamedWithThoseThatThereAre() =>
        Assert.That(() => Create("resnet51"), Throws.ArgumentException.With.Message.Contains("resnet51").And.Message.Contains("resnet50"));

    private CmrEncoder Create(string preset) => CmrPresets.Create(preset, _device, new RandomSource(1));

    private Tensor Images(int batch)
    {
        var shape = new Shape(batch, 40, 40, 3);
        var noise = new RandomSource(2).Stream("images");
        var values = new float[shape.Count];
        for (var i = 0; i < values.Length; i++) values[i] = (float)noise.NextUniform();
        return Tensor.From(_device, shape, values);
    }

    private static Dictionary<string, float[]> Snapshot(CmrEncoder encoder) =>
        encoder.State().ToDictionary(entry => entry.Name, entry => entry.Parameter.ToSingles());
}
