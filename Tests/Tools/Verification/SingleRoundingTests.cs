using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Verification.Rounding;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Verification;

/// <summary>Float32 storage on a device that computes in float64.</summary>
public sealed class SingleRoundingTests
{
    [TestCase(0.1, 0.1f)]
    [TestCase(-0.1, -0.1f)]
    [TestCase(0.25, 0.25f)]
    [TestCase(double.NaN, float.NaN)]
    public void Takes_the_nearest_number(double value, float expected) =>
        Assert.That(SingleRounding.Round(value), Is.EqualTo((double)expected));

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

    /// <summary>float32 computes the same, plus an error; what is within reach of the exact result is taken over.</summary>
    [TestCase(3, true)]
    [TestCase(40, false)]
    public void Follows_another_computation_as_far_as_it_may(double spacings, bool follows)
    {
        var wrong = 0.3 * (1 + spacings / (1 << 23));
        using var feed = new StorageFeed();
        var followed = Task.Run(() => Scaled(SingleRounding.Following(feed, reach: 10), 3 * 0.1));
        Scaled(feed, wrong);
        feed.Complete();
        Assert.That(followed.Result, Is.EqualTo(follows ? wrong : (float)(3 * 0.1)));
    }

    [Test]
    public void Rounds_to_nearest_where_the_other_computation_has_ended()
    {
        using var feed = new StorageFeed();
        feed.Complete();
        Assert.That(Scaled(SingleRounding.Following(feed, reach: 10), 0.1), Is.EqualTo((double)0.1f));
    }

    private static double Scaled(StorageObserver observer, double factor)
    {
        using var device = new ReferenceDevice();
        var x = Tensor.From(device, new Shape(1), [1.0]).TrackGradient();
        using var tape = new Tape { Observer = observer };
        return x.Scale(factor).ToDoubles()[0];
    }
}
