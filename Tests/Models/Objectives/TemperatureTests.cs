using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Objectives;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Objectives;

public sealed class TemperatureTests
{
    private readonly ReferenceDevice _device = new();

    [OneTimeTearDown]
    public void Dispose() => _device.Dispose();

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

    [TestCase(0, false)]
    [TestCase(double.NaN, false)]
    [TestCase(0.005, true)]
    [TestCase(2, true)]
    public void RefusesATemperatureThatMakesNoSense(double value, bool learned) =>
        Assert.That(() => new Temperature(_device, value, learned), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
