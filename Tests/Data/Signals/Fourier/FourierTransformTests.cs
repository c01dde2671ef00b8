using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Signals.Fourier;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Signals.Fourier;

public class FourierTransformTests
{
    [Test]
    public void Equals_the_sum_that_defines_it(
        [Values(1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 15, 17, 25, 61, 67, 120, 128, 134, 143, 150, 255)] int length, [Values(1, 3, 4, 6, 12)] int batch)
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
                var sum = System.Numerics.Complex.Zero;
                for (var t = 0; t < length; t++)
                {
                    var value = new System.Numerics.Complex(re[t * batch + b], im[t * batch + b]);
                    sum += value * System.Numerics.Complex.FromPolarCoordinates(1, -Math.Tau * ((long)k * t % length) / length);
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
    [TestCase(4096)]
    public void Speed(int n)
    {
        var (re, im) = (new double[n * 6], new double[n * 6]);
        var f = FourierTransform.Of(n);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 1200; i++) { if (i == 200) watch.Restart(); f.Forward(re, im, 6); }
        Console.WriteLine($"TIME {n} {watch.Elapsed.TotalMilliseconds} us");
    }
}
