using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Objectives.Classification;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Objectives.Classification;

public sealed class OnlineClassifierTests
{
    private const int Inputs = 200;

    private ReferenceDevice _device = null!;

    [SetUp]
    public void SetUp() => _device = new ReferenceDevice();

    [TearDown]
    public void TearDown() => _device.Dispose();

    [Test]
    public void HasThePublishedNames() =>
        Assert.That(
            Create([0.55, 10]).State().Select(entry => entry.Name),
            Is.EquivalentTo(new[] { "classifier.model.weight", "classifier.model.bias", "classifier_criterion.weight" }));

    [Test]
    public void NoGradientReachesTheEncoder()
    {
        var classifier = Create([1, 1]);
        using var tape = new Tape();
        var embedding = Tensor.Filled(_device, new Shape(3, Inputs), 0.1).TrackGradient();
        tape.Backward(classifier.Loss(classifier.Forward(embedding), Tensor.FromIndices(_device, new Shape(3), [0, 1, 1])));
        Assert.That(embedding.Gradient.IsAbsent, Is.True);
        Assert.That(classifier.TrainableParameters().All(entry => entry.Parameter.HasGradient), Is.True);
    }

    [Test]
    public void ClassesCountByTheirWeights()
    {
        var classifier = Create([0.5, 2]);
        var logits = Tensor.From(_device, new Shape(2, 2), [1.0, 0, 1, 0]);
        var loss = classifier.Loss(logits, Tensor.FromIndices(_device, new Shape(2), [0, 1])).Item();
        var (right, wrong) = (Math.Log(1 + Math.Exp(-1)), Math.Log(1 + Math.Exp(1)));
        Assert.That(loss, Is.EqualTo((0.5 * right + 2 * wrong) / 2.5).Within(1e-12));
    }

    [TestCase(ClassifierStart.Kaiming, 0.1)]
    [TestCase(ClassifierStart.Normal, 0.001)]
    [TestCase(ClassifierStart.Xavier, 0.02 * 0.0894)]
    [TestCase(ClassifierStart.Orthogonal, 0.02 * 0.0707)]
    public void WeightsStartAtTheirScale(ClassifierStart start, double deviation)
    {
        var classifier = new OnlineClassifier(_device, new RandomSource(4), Inputs, Enumerable.Repeat(1.0, 50).ToArray(), start);
        var weights = Weights(classifier);
        Assert.That(Math.Sqrt(weights.Average(w => w * w)), Is.EqualTo(deviation).Within(5).Percent);
        Assert.That(classifier.State().Single(entry => entry.Name == "classifier.model.bias").Parameter.ToDoubles(), Is.All.Zero);
    }

    [TestCase(3)]
    [TestCase(2 * Inputs)]
    public void AnOrthogonalStartIsOrthogonal(int classes)
    {
        var classifier = new OnlineClassifier(
            _device, new RandomSource(4), Inputs, Enumerable.Repeat(1.0, classes).ToArray(), ClassifierStart.Orthogonal);
        var weights = Weights(classifier);
        var (count, length) = (Math.Min(classes, Inputs), Math.Max(classes, Inputs));
        for (var i = 0; i < Math.Min(count, 7); i++)
            for (var j = 0; j <= i; j++)
                Assert.That(Dot(i, j), Is.EqualTo(i == j ? 0.02 * 0.02 : 0).Within(1e-15));

        double Dot(int i, int j) => Enumerable.Range(0, length).Sum(k => Element(i, k) * Element(j, k));
        double Element(int vector, int k) => classes <= Inputs ? weights[vector * Inputs + k] : weights[k * Inputs + vector];
    }

    [Test]
    public void NoClassIsRefused() => Assert.That(() => Create([]), Throws.ArgumentException.With.Message.Contains("at least one class"));

    private static double[] Weights(OnlineClassifier classifier) =>
        classifier.State().Single(entry => entry.Name == "classifier.model.weight").Parameter.ToDoubles();

    private OnlineClassifier Create(double[] classWeights) => new(_device, new RandomSource(0), Inputs, classWeights);
}
