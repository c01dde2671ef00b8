using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic.Hearts;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Synthetic.Hearts;

internal sealed class ContractionCurveTests
{
    private static readonly Person Somebody = new(Sex.Female, 60, 165, 65);

    [Test]
    public void Rises_to_end_systole_and_falls_to_the_next_beat()
    {
        var curve = ContractionCurve.Of(Somebody, 62, fibrillates: false);
        Assert.That((curve.At(0), curve.At(curve.EndSystole), curve.At(1)), Is.EqualTo((0.0, 1.0, 0.0)));
        var values = Enumerable.Range(0, 1001).Select(i => curve.At(i / 1000.0)).ToArray();
        var peak = Array.IndexOf(values, values.Max());
        Assert.That(values[..peak], Is.Ordered.Ascending);
        Assert.That(values[(peak + 1)..], Is.Ordered.Descending);
    }

    [Test]
    public void Systole_takes_more_of_a_fast_beat() => Assert.That(
        ContractionCurve.Of(Somebody, 90, false).EndSystole, Is.GreaterThan(ContractionCurve.Of(Somebody, 55, false).EndSystole + 0.08));

    [Test]
    public void Atria_that_fibrillate_push_nothing()
    {
        double LastFilling(bool fibrillates)
        {
            var curve = ContractionCurve.Of(Somebody, 62, fibrillates);
            return curve.At(curve.EndSystole + 0.72 * (1 - curve.EndSystole));
        }
        Assert.That(LastFilling(false), Is.GreaterThan(0.25));
        Assert.That(LastFilling(true), Is.LessThan(0.05));
    }
}
