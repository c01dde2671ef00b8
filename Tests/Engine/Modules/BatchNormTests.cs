using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Modules;

[TestFixture]
internal sealed class BatchNormTests
{
    private static readonly double[] Values = [1, 10, 2, 20, 3, 30, 6, 60];

    private ReferenceDevice _device = null!;
    private BatchNorm _norm = null!;
    private Tensor _x = null!;

    [SetUp]
    public void SetUp()
    {
        _device = new ReferenceDevice();
        _norm = new BatchNorm(_device, 2) { Training = true };
        _x = Tensor.From(_device, new Shape(2, 1, 2, 2), Values);
    }

    [TearDown]
    public void TearDown() => _device.Dispose();

    [Test]
    public void TrainingNormalisesByTheBatchAndMovesTheRunningStatistics()
    {
        var y = _norm.Forward(_x).ToDoubles();
        Assert.That(y[0], Is.EqualTo((1 - 3) / Math.Sqrt(3.5 + 1e-5)).Within(1e-12));
        Assert.That(y[1], Is.EqualTo((10 - 30) / Math.Sqrt(350 + 1e-5)).Within(1e-12));
        Assert.That(State("running_mean"), Is.EqualTo(new[] { 0.3, 3 }).Within(1e-12));
        Assert.That(State("running_var"), Is.EqualTo(new[] { 0.9 + 0.1 * 14 / 3, 0.9 + 0.1 * 1400 / 3 }).Within(1e-12));
        Assert.That(State("num_batches_tracked"), Is.EqualTo(new[] { 1.0 }));
    }

    [TestCase(false, false)]
    [TestCase(false, true)]
    [TestCase(true, true)]
    public void InferenceAndFreezingKeepTheRunningStatistics(bool training, bool frozen)
    {
        _norm.Training = training;
        _norm.StatisticsAreFrozen = frozen;
        var y = _norm.Forward(_x).ToDoubles();
        Assert.That(y, Is.EqualTo(Values.Select(value => value / Math.Sqrt(1 + 1e-5))).Within(1e-12));
        Assert.That(State("running_mean"), Is.All.Zero);
        Assert.That(State("running_var"), Is.All.EqualTo(1));
        Assert.That(State("num_batches_tracked"), Is.All.Zero);
    }

    [Test]
    public void ResidualAndReluFollowInTheSameCall()
    {
        var plain = _norm.Forward(_x).ToDoubles();
        var fused = _norm.Forward(_x, rectify: true, residual: _x).ToDoubles();
        Assert.That(fused, Is.EqualTo(plain.Zip(Values, (a, b) => Math.Max(a + b, 0))).Within(1e-12));
    }

    [Test]
    public void ASingleValuePerChannelIsRefusedInTraining() =>
        Assert.That(
            () => _norm.Forward(Tensor.Zeros(_device, new Shape(1, 1, 1, 2))),
            Throws.InstanceOf<ShapeException>().With.Message.Contains("fewer than two values per channel"));

    private double[] State(string name)
    {
        var parameter = _norm.State().Single(entry => entry.Name == name).Parameter;
        return parameter.ToDoubles();
    }
}
