using EcgCmrNative.Data.Signals;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Signals;

public class PolyphaseResamplerTests
{
    [Test]
    public void Equal_rates_copy_exactly()
    {
        double[] input = [1, -2, 3e-300, 4];
        Assert.That(Resample(input, 500, 500), Is.EqualTo(input));
    }

    [TestCase(100)]
    [TestCase(128)]
    [TestCase(257)]
    [TestCase(360)]
    [TestCase(977)]
    [TestCase(1000)]
    [TestCase(333.25)]
    public void A_sine_in_the_pass_band_stays_in_place(double rate)
    {
        // Zero phase delay and unit gain: the output is the same sine at the output's times.
        var hertz = 0.4 * Math.Min(rate, 500);
        var input = Sine(hertz, rate, 10);
        var output = Resample(input, rate, 500);
        Assert.That(output, Has.Length.EqualTo((int)Math.Ceiling(input.Length * 500 / rate)));
        for (var k = output.Length / 4; k < output.Length * 3 / 4; k++)
            Assert.That(output[k], Is.EqualTo(Math.Sin(Math.Tau * hertz * k / 500)).Within(1e-3), $"sample {k}");
    }

    [TestCase(1000, 260)]
    [TestCase(1000, 400)]
    [TestCase(2000, 740)]
    public void A_sine_in_the_stop_band_is_80_decibels_down(double rate, double hertz)
    {
        var output = Resample(Sine(hertz, rate, 10), rate, 500);
        var inner = output[(output.Length / 4)..(output.Length * 3 / 4)];
        Assert.That(inner.Max(Math.Abs), Is.LessThan(1e-4));
    }

    [TestCase(100)]
    [TestCase(257)]
    [TestCase(1000)]
    public void A_constant_stays_one_up_to_the_ends(double rate) =>
        Assert.That(Resample(Enumerable.Repeat(2.5, 77).ToArray(), rate, 500), Is.All.EqualTo(2.5).Within(1e-12));

    [Test]
    public void One_sample_is_enough() => Assert.That(Resample([3], 250, 500), Is.EqualTo(new double[] { 3, 3 }).Within(1e-12));

    [TestCase(0, 500)]
    [TestCase(-1, 500)]
    [TestCase(double.NaN, 500)]
    [TestCase(double.PositiveInfinity, 500)]
    [TestCase(1e-9, 500)]
    [TestCase(1e12, 500)]
    [TestCase(Math.PI * 100, 500)]
    public void Impossible_rates_are_refused(double from, double to) =>
        Assert.That(() => new PolyphaseResampler(from, to), Throws.ArgumentException.With.Message.Contains("Hz"));

    private static double[] Resample(double[] input, double from, double to)
    {
        var resampler = new PolyphaseResampler(from, to);
        var output = new double[resampler.OutputLength(input.Length)];
        resampler.Apply(input, output);
        return output;
    }

    private static double[] Sine(double hertz, double rate, double seconds) =>
        [.. Enumerable.Range(0, (int)(rate * seconds)).Select(t => Math.Sin(Math.Tau * hertz * t / rate))];
}
