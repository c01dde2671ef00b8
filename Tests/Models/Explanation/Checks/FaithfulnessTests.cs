using EcgCmrNative.Models.Explanation.Attributions;
using EcgCmrNative.Models.Explanation.Checks;
using EcgCmrNative.Tests.Models.Explanation.Attributions;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Explanation.Checks;

/// <summary>A model that uses two patches of 24, and maps that know it or do not.</summary>
public sealed class FaithfulnessTests
{
    private static readonly double[] Ones = [.. Enumerable.Repeat(1.0, SmallFunction.Length)];

    [Test]
    public void The_true_map_is_faithful_and_its_opposite_is_not()
    {
        var function = Function(6);
        var truth = IntegratedGradients.Of(function, Ones).Map;
        var good = Faithfulness.Of(function, Ones, truth);
        var opposite = Faithfulness.Of(function, Ones, truth with { Values = [.. truth.Values.Select(value => -value)] });
        Assert.That(good.IsFaithful, Is.True);
        Assert.That(good.Deletion.Gain.Low, Is.Positive);
        Assert.That(good.Insertion.Gain.Low, Is.Positive);
        Assert.That(opposite.IsFaithful, Is.False);
        Assert.That(opposite.Deletion.Gain.High, Is.Negative);
        Assert.That(opposite.Insertion.Gain.High, Is.Negative);
        Assert.That((good.Value, good.Baseline, good.Unit), Is.EqualTo((17.0, 5.0, "mV")));
    }

    /// <summary>The number falls by 6 with each of the two patches, then stays: the curve is known, and so is its area.</summary>
    [Test]
    public void Curves_and_areas_by_hand()
    {
        var function = Function(6);
        var result = Faithfulness.Of(
            function, Ones, IntegratedGradients.Of(function, Ones).Map, new FaithfulnessOptions(Steps: SmallFunction.Length));
        Assert.That(result.Deletion.Shares, Is.EqualTo(Enumerable.Range(0, 25).Select(i => i / 24.0)).Within(1e-15));
        Assert.That(result.Deletion.Values, Is.EqualTo((double[])[17, 11, .. Enumerable.Repeat(5.0, 23)]).Within(1e-12));
        Assert.That(result.Insertion.Values, Is.EqualTo((double[])[5, 11, .. Enumerable.Repeat(17.0, 23)]).Within(1e-12));
        // On average random orders take away as much at every step: a line from 17 to 5 of area 11, with a standard error below 0.3. The
        // map's own area is (14 + 8 + 22·5)/24 = 5.5.
        Assert.That(result.Deletion.RandomValues, Is.EqualTo(Enumerable.Range(0, 25).Select(i => 17 - 0.5 * i)).Within(1.5));
        Assert.That(result.Deletion.Gain.Value, Is.EqualTo(11 - 5.5).Within(0.8));
        Assert.That(result.Insertion.RandomValues, Is.EqualTo(result.Deletion.RandomValues.Reverse()));
    }

    [Test]
    public void A_falling_number_counts_as_much_as_a_rising_one()
    {
        var (rising, falling) = (Function(6), Function(-6));
        var up = Faithfulness.Of(rising, Ones, IntegratedGradients.Of(rising, Ones).Map);
        var down = Faithfulness.Of(falling, Ones, IntegratedGradients.Of(falling, Ones).Map);
        Assert.That(down.IsFaithful, Is.True);
        Assert.That(down.Deletion.Gain.Value, Is.EqualTo(up.Deletion.Gain.Value).Within(1e-12));
    }

    [Test]
    public void An_even_map_without_direction_is_not_faithful_and_the_right_one_is()
    {
        var function = Function(6);
        var even = new AttributionMap(function.Grid, 1, [.. Ones], IsSigned: false, Resolution: 1);
        var right = even with { Values = Weights(6) };
        Assert.That(Faithfulness.Of(function, Ones, right).IsFaithful, Is.True);
        // In the order of the samples the two patches come neither first nor last.
        Assert.That(Faithfulness.Of(function, Ones, even).IsFaithful, Is.False);
    }

    [Test]
    public void The_same_seed_gives_the_same_and_several_windows_are_ranked_together()
    {
        var function = Function(6);
        double[] two = [.. Ones, .. Ones.Select(x => 3 * x)];
        var map = IntegratedGradients.Of(function, two).Map;
        var (first, again) = (Faithfulness.Of(function, two, map), Faithfulness.Of(function, two, map));
        Assert.That(again.Deletion.Gain, Is.EqualTo(first.Deletion.Gain));
        var other = Faithfulness.Of(function, two, map, new FaithfulnessOptions(Seed: 1));
        Assert.That(other.Deletion.Gain, Is.Not.EqualTo(first.Deletion.Gain));
        // The second window's patches are worth three times as much.
        var fine = Faithfulness.Of(function, two, map, new FaithfulnessOptions(Steps: 48));
        Assert.That(fine.Deletion.Values.Take(6), Is.EqualTo((double[])[29, 20, 11, 8, 5, 5]).Within(1e-12));
    }

    [Test]
    public void Too_few_orders_and_a_map_of_something_else_are_refused()
    {
        var function = Function(6);
        var map = IntegratedGradients.Of(function, Ones).Map;
        Assert.That(
            () => Faithfulness.Of(function, Ones, map, new FaithfulnessOptions(RandomOrders: 39)),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Faithfulness.Of(function, [.. Ones, .. Ones], map), Throws.ArgumentException);
    }

    [TestCase(new[] { 0.0, 0.5, 1.0 }, new[] { 1.0, 1.0, 3.0 }, 1.5)]
    [TestCase(new[] { 0.0, 0.25, 1.0 }, new[] { 0.0, 4.0, 0.0 }, 2.0)]
    public void The_area_is_trapezoidal(double[] shares, double[] values, double area) =>
        Assert.That(FaithfulnessCurve.Area(shares, values), Is.EqualTo(area).Within(1e-15));

    private static SmallFunction Function(double weight) => SmallFunction.Linear(Weights(weight), patchSamples: 1);

    /// <summary>Two samples that count.</summary>
    private static double[] Weights(double weight)
    {
        var weights = new double[SmallFunction.Length];
        (weights[7], weights[16]) = (weight, weight);
        return weights;
    }
}
