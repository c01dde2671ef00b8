using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Diagnostics;

/// <summary>Float32 storage on a device that computes in float64.</summary>
public sealed class SingleRoundingTests
{
    [TestCase(0.1, 0.1f)]
    [TestCase(-0.1, -0.1f)]
    [TestCase(0.25, 0.25f)]
    [TestCase(double.NaN, float.NaN)]
    public void Takes_the_nearest_number(double value, float expected) =>
        Assert.That(SingleRounding.ToNearest().Round(value), Is.EqualTo((double)expected));

    [TestCase(0.1)]
    [TestCase(-0.1)]
    [TestCase(1e-42)]
    public void Takes_either_neighbour_so_that_the_mean_is_the_number(double value)
    {
        var rounding = SingleRounding.ByChance(1);
        double[] rounded = [.. Enumerable.Range(0, 10000).Select(_ => rounding.Round(value))];
        var neighbours = rounded.Distinct().Order().ToArray();
        Assert.That(neighbours, Has.Length.EqualTo(2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(neighbours[0], Is.LessThan(value));
            Assert.That(neighbours[1], Is.EqualTo((double)MathF.BitIncrement((float)neighbours[0])));
            Assert.That(rounded.Average(), Is.EqualTo(value).Within(0.03 * (neighbours[1] - neighbours[0])));
        }
    }

    [TestCase(0.25)]
    [TestCase(0.0)]
    [TestCase(double.PositiveInfinity)]
    public void Leaves_alone_by_chance_what_float32_holds(double value) =>
        Assert.That(SingleRounding.ByChance(1).Round(value), Is.EqualTo(value));

    [Test]
    public void Rounds_what_operators_store_and_what_flows_back()
    {
        using var device = new ReferenceDevice();
        var x = Tensor.From(device, new Shape(1), [3.0]).TrackGradient();
        using var tape = new Tape { Observer = SingleRounding.ToNearest() };
        var y = x.Scale(0.1).Scale(0.7);
        tape.Backward(y);
        var gradient = new double[1];
        device.Download(x.Gradient, gradient);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(y.ToDoubles()[0], Is.EqualTo((double)(float)(0.7 * (float)(0.1 * 3.0))));
            Assert.That(gradient[0], Is.EqualTo(0.1 * (float)0.7));
        }
    }
}
