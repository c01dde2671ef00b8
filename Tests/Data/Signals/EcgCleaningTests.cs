using EcgCmrNative.Data.Signals;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Signals;

public class EcgCleaningTests
{
    [Test]
    public void Matches_the_published_implementation()
    {
        var fixture = new Fixture("preprocessing.ecg.safetensors");
        var samples = fixture["input"];
        var expected = fixture["processed"];
        new EcgCleaning().Apply(samples, 12);
        LeadNormalization.GroupWise.Apply(samples, 12);
        Console.WriteLine($"REL {RelativeError.Of(samples, expected)}");
        var s2 = fixture["input"];
        new EcgCleaning(BaselineIterations: 0).Apply(s2, 12);
        var z = new double[s2.Length];
        AsymmetricLeastSquares.Baseline(s2, 12, 1e7, .3, 5, z);
        Console.WriteLine($"BASE {RelativeError.Of(z[..2500], fixture["baseline.lead0"])}");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var big = new double[60000];
        for (var r = 0; r < 50; r++) { for (var i = 0; i < big.Length; i++) big[i] = s2[i % s2.Length]; if (r == 10) watch.Restart(); new EcgCleaning().Apply(big, 12); LeadNormalization.GroupWise.Apply(big, 12); }
        Console.WriteLine($"TIME {watch.Elapsed.TotalMilliseconds / 39.5}");
        Assert.That(RelativeError.Of(samples, expected), Is.LessThan(1e-9));
    }

    internal static double X(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        double difference = 0, reference = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            reference += expected[i] * expected[i];
        }
        return Math.Sqrt(difference / reference);
    }
}
