using EcgCmrNative.Data.Synthetic.Hearts;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Synthetic.Hearts;

internal sealed class AhaSegmentsTests
{
    [TestCase(90, 0.1, 1)]
    [TestCase(150, 0.1, 2)]
    [TestCase(210, 0.3, 3)]
    [TestCase(-30, 0.3, 5)]
    [TestCase(30, 0.4, 12)]
    [TestCase(270, 0.6, 10)]
    [TestCase(90, 0.7, 13)]
    [TestCase(180, 0.7, 14)]
    [TestCase(0, 0.8, 16)]
    public void Segments_lie_where_the_standard_puts_them(double degrees, double depth, int segment) =>
        Assert.That(AhaSegments.At(degrees * Math.PI / 180, depth), Is.EqualTo(segment));

    [Test]
    public void The_tip_is_in_no_segment_of_the_ring() => Assert.That(AhaSegments.At(1, 0.95), Is.Null);

    [Test]
    public void Weights_sum_to_one_and_are_whole_in_the_middle_of_a_segment()
    {
        for (var i = 0; i < 200; i++)
            Assert.That(AhaSegments.WeightsAt(0.1 * i, i / 200.0).Sum(), Is.EqualTo(1).Within(1e-12));
        Assert.That(AhaSegments.WeightsAt(150 * Math.PI / 180, 0.5)[7], Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void Each_artery_supplies_its_wall()
    {
        var supply = Enumerable.Range(1, AhaSegments.Count).ToLookup(AhaSegments.SuppliedBy);
        Assert.That(supply[Territory.Lad], Is.EquivalentTo(new[] { 1, 2, 7, 8, 13, 14, 17 }));
        Assert.That(supply[Territory.Rca], Is.EquivalentTo(new[] { 3, 4, 9, 10, 15 }));
        Assert.That(supply[Territory.Lcx], Is.EquivalentTo(new[] { 5, 6, 11, 12, 16 }));
    }
}
