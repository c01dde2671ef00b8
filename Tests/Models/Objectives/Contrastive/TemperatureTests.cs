using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Objectives.Contrastive;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Objectives.Contrastive;

public sealed class TemperatureTests
{
    private readonly ReferenceDevice _device = new();

    [OneTimeTearDown]
    public void Dispose() => _device.Dispose();

    private static IEnumerable<string> Losses() => ["clip", "ntxent", "supcon", "remove-fn", "kpositive"];

    private ContrastiveLoss Loss(string name)
    {
        var alike = new SimilarityMatrix([1, 0.95f, 0, 0.95f, 1, 0, 0, 0, 1], 3);
        return name switch
        {
            "clip" => new ClipLoss(_device, 0.5, 0.75, learnTemperature: true),
            "ntxent" => new NtXentLoss(_device, 0.5, learnTemperature: true),
            "supcon" => new SupervisedContrastiveLoss(_device, alike, 0.5, learnTemperature: true),
            "remove-fn" => new FalseNegativeRemovalLoss(_device, alike, 0.5, learnTemperature: true),
            _ => new KPositiveLoss(_device, alike, 0.5, positives: 2, learnTemperature: true),
        };
    }

    [Test]
    public void AFixedTemperatureIsNoState() => Assert.That(new ClipLoss(_device).State(), Is.Empty);

    [Test]
    public void PerfectPairsDriveALearnedTemperatureToItsBound()
    {
        var loss = new ClipLoss(_device, 0.02, learnTemperature: true);
        var optimizer = new Sgd([new ParameterGroup("all", [.. loss.TrainableParameters()])]);
        Assert.That(loss.State().Single().Name, Is.EqualTo("logit_scale"));
        var values = new List<double>();
        for (var step = 0; step < 20; step++)
        {
            using var tape = new Tape();
            var z = Tensor.From(_device, new Shape(2, 2), [1, 0, 0.9999, 0.0142]);
            var value = loss.Forward(z, z);
            values.Add(value.Item());
            tape.Backward(value);
            optimizer.Step(100);
            optimizer.ClearGradients();
        }
        loss.Temperature.Logarithm();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(loss.Temperature.Value, Is.EqualTo(Temperature.LeastLearned).Within(1e-12));
            Assert.That(values, Is.Ordered.Descending);
        }
    }

    [TestCaseSource(nameof(Losses))]
    public void EveryLossGivesALearnedTemperatureItsGradient(string name)
    {
        var loss = Loss(name);
        var scale = loss.TrainableParameters().Single().Parameter;
        using (var tape = new Tape { Random = new RandomSource(4) }) tape.Backward(Forward());
        Span<double> gradient = stackalloc double[1];
        _device.Download(scale.Gradient, gradient);
        var (start, step) = (scale.Item(), 1e-5);
        var slope = (ValueAt(start + step) - ValueAt(start - step)) / (2 * step);
        Assert.That(gradient[0], Is.EqualTo(slope).Within(1e-7).And.Not.Zero.Within(1e-3));

        Tensor Forward() => loss.Forward(
            Tensor.From(_device, new Shape(3, 2), [1, 0.2, -0.3, 0.9, 0.5, -0.8]),
            Tensor.From(_device, new Shape(3, 2), [0.8, 0.4, 0.1, 1, -0.9, -0.2]),
            [0, 1, 2]);

        double ValueAt(double value)
        {
            scale.Set([value]);
            using var tape = new Tape { Random = new RandomSource(4) };
            return Forward().Item();
        }
    }

    [TestCase(0, false)]
    [TestCase(double.NaN, false)]
    [TestCase(0.005, true)]
    [TestCase(2, true)]
    public void RefusesATemperatureThatMakesNoSense(double value, bool learned) =>
        Assert.That(() => new Temperature(_device, value, learned), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
