using System.Numerics;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Signals.Fourier;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Signals.Fourier;

public class FourierTransformTests
{
    [Test]
    public void Equals_the_sum_that_defines_it(
        [Values(1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 15, 17, 25, 61, 67, 120, 128, 134, 143, 150, 255)] int length,
        [Values(1, 3, 4, 6, 12)] int batch)
    {
        var (re, im) = (new double[length * batch], new double[length * batch]);
        var draws = new CounterDraws(1);
        draws.Normals(re);
        draws.Normals(im);
        var (toRe, toIm) = ((double[])re.Clone(), (double[])im.Clone());
        FourierTransform.Of(length).Forward(toRe, toIm, batch);
        for (var k = 0; k < length; k++)
        {
            for (var b = 0; b < batch; b++)
            {
                var sum = Complex.Zero;
                for (var t = 0; t < length; t++)
                {
                    var value = new Complex(re[t * batch + b], im[t * batch + b]);
                    sum += value * Complex.FromPolarCoordinates(1, -Math.Tau * ((long)k * t % length) / length);
                }
                Assert.That(toRe[k * batch + b], Is.EqualTo(sum.Real).Within(1e-11));
                Assert.That(toIm[k * batch + b], Is.EqualTo(sum.Imaginary).Within(1e-11));
            }
        }
        FourierTransform.Of(length).Inverse(toRe, toIm, batch);
        Assert.That(toRe, Is.EqualTo(re).Within(1e-12));
        Assert.That(toIm, Is.EqualTo(im).Within(1e-12));
    }

    [TestCase(2500)]
    [TestCase(2499)]
    [TestCase(2503)]
    [TestCase(8192)]
    public void Long_signals_come_back(int length)
    {
        var (re, im) = (new double[length * 6], new double[length * 6]);
        new CounterDraws(2).Normals(re);
        var (toRe, toIm) = ((double[])re.Clone(), (double[])im.Clone());
        var transform = FourierTransform.Of(length);
        transform.Forward(toRe, toIm, 6);
        Assert.That(toRe.Sum(x => x * x) + toIm.Sum(x => x * x), Is.EqualTo(length * re.Sum(x => x * x)).Within(1e-9).Percent);
        transform.Inverse(toRe, toIm, 6);
        Assert.That(toRe, Is.EqualTo(re).Within(1e-12));
        Assert.That(toIm, Is.EqualTo(im).Within(1e-12));
    }

    [Test]
    public void Wrong_sizes_are_refused()
    {
        Assert.That(() => FourierTransform.Of(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => FourierTransform.Of(8).Forward(new double[8], new double[7]), Throws.ArgumentException);
    }
}
