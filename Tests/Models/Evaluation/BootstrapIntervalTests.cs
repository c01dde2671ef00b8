using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Models.Evaluation;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation;

public sealed class BootstrapIntervalTests
{
    [Test]
    public void Is_the_normal_interval_for_the_mean_of_many_cases()
    {
        var draws = new Philox(3);
        var values = Enumerable.Range(0, 400).Select(_ => draws.NextNormal()).ToArray();
        var mean = values.Average();
        var error = 1.96 * Math.Sqrt(values.Sum(value => (value - mean) * (value - mean))) / values.Length;

        var interval = BootstrapInterval.Of(values.Length, MeanOf(values), resamples: 4000, seed: 1);
        Assert.That(interval.Value, Is.EqualTo(mean).Within(1e-12));
        Assert.That(interval.Low, Is.EqualTo(mean - error).Within(0.1 * error));
        Assert.That(interval.High, Is.EqualTo(mean + error).Within(0.1 * error));
        Assert.That(BootstrapInterval.Of(values.Length, MeanOf(values), resamples: 4000, seed: 1), Is.EqualTo(interval));
        Assert.That(BootstrapInterval.Of(values.Length, MeanOf(values), resamples: 4000, seed: 2), Is.Not.EqualTo(interval));
    }

    [Test]
    public void Resamples_are_paired_between_statistics()
    {
        double[] a = [3, 1, 4, 1, 5, 9, 2, 6];
        var shifted = a.Select(value => value + 2).ToArray();
        var difference = BootstrapInterval.Of(a.Length, drawn => MeanOf(shifted)(drawn) - MeanOf(a)(drawn));
        Assert.That(difference.Low, Is.EqualTo(2).Within(1e-12));
        Assert.That(difference.High, Is.EqualTo(2).Within(1e-12));
        var (plain, moved) = (BootstrapInterval.Of(a.Length, MeanOf(a)), BootstrapInterval.Of(a.Length, MeanOf(shifted)));
        Assert.That(moved.Low - plain.Low, Is.EqualTo(2).Within(1e-12));
    }

    [Test]
    public void Leaves_out_resamples_without_a_value()
    {
        var interval = BootstrapInterval.Of(2, drawn => drawn[0] == drawn[1] ? double.NaN : 7);
        Assert.That((interval.Value, interval.Low, interval.High), Is.EqualTo((7.0, 7.0, 7.0)));
        Assert.That(BootstrapInterval.Of(0, _ => 1).Value, Is.NaN);
    }

    private static Func<ReadOnlySpan<int>, double> MeanOf(double[] values) => drawn =>
    {
        var sum = 0.0;
        foreach (var i in drawn) sum += values[i];
        return sum / drawn.Length;
    };
}
