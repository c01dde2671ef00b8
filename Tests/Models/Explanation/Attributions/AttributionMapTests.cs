using EcgCmrNative.Models.Explanation.Attributions;
using NUnit.Framework;
using static EcgCmrNative.Tests.Models.Explanation.Attributions.SmallFunction;

namespace EcgCmrNative.Tests.Models.Explanation.Attributions;

public sealed class AttributionMapTests
{
    private static readonly double[] Weights = [.. Enumerable.Range(0, Length).Select(i => (double)(i % 5 - 2))];
    private static readonly double[] X = [.. Enumerable.Range(0, 2 * Length).Select(i => Math.Sin(i))];

    /// <summary>Of a linear model, the flat patch takes its part of the sum away.</summary>
    [Test]
    public void Occlusion_of_a_linear_model_is_the_part_of_the_patch()
    {
        var function = Linear(Weights);
        var map = PatchOcclusion.Of(function, X);
        double[] parts = [.. X.Select((x, i) => Weights[i % Length] * x / 2).Chunk(3).Select(run => run.Sum())];
        Assert.That(map.PerPatch(), Is.EqualTo(parts).Within(1e-13));
        Assert.That(map.Values.Take(3), Is.EqualTo(Enumerable.Repeat(parts[0] / 3, 3)).Within(1e-13), "spread evenly");
        Assert.That((map.IsSigned, map.Resolution, map.Grid), Is.EqualTo((true, 3, function.Grid)));
    }

    /// <summary>x₀·x₁₂ in one window: either patch alone takes everything away, so the changes add up to twice the value.</summary>
    [Test]
    public void Occlusion_of_a_product_counts_it_in_both_factors()
    {
        var product = new SmallFunction(x => x[0] * x[12], _ => throw new NotSupportedException());
        var x = new double[Length];
        (x[0], x[12]) = (2, -3);
        var map = PatchOcclusion.Of(product, x).PerPatch();
        Assert.That((map[0], map[4], map.Sum()), Is.EqualTo((-6.0, -6.0, -12.0)));
    }

    [Test]
    public void Occlusion_takes_patches_of_any_length()
    {
        var map = PatchOcclusion.Of(Linear(Weights), X[..Length], patchSamples: 5);
        double[] parts =
            [.. X.Take(Length).Select((x, i) => Weights[i] * x).Chunk(12).SelectMany(lead => lead.Chunk(5)).Select(part => part.Sum())];
        Assert.That(map.PerStretch(5), Is.EqualTo(parts).Within(1e-13));
        Assert.That(map.Resolution, Is.EqualTo(5));
    }

    [Test]
    public void Sums_over_leads_patches_and_stretches_are_of_the_same_samples()
    {
        var map = new AttributionMap(new PatchGrid(2, 12, 1, 3), 2, [.. X], IsSigned: true, Resolution: 1);
        var all = X.Sum();
        Assert.That(map.PerPatch().Sum(), Is.EqualTo(all).Within(1e-12));
        Assert.That(map.PerPatch()[9], Is.EqualTo(X[27] + X[28] + X[29]).Within(1e-15), "second patch of the second window");
        Assert.That(map.PerLead(), Is.EqualTo((double[])[X[..12].Sum() + X[24..36].Sum(), X[12..24].Sum() + X[36..].Sum()]).Within(1e-12));
        Assert.That(map.PerLead(magnitude: true).Sum(), Is.EqualTo(X.Sum(Math.Abs)).Within(1e-12));
        Assert.That(map.PerStretch(7), Has.Length.EqualTo(8));
        Assert.That(map.PerStretch(7)[1], Is.EqualTo(X[7..12].Sum()).Within(1e-15));
    }

    [Test]
    public void Patches_of_two_leads_have_the_runs_of_both()
    {
        var grid = new PatchGrid(4, 10, 2, 4);
        var runs = new List<(int, int)>();
        grid.ForRuns(5, (first, length) => runs.Add((first, length)));
        Assert.That((grid.Rows, grid.Columns, grid.Patches), Is.EqualTo((2, 3, 6)));
        Assert.That(runs, Is.EqualTo(((int, int)[])[(28, 2), (38, 2)]));
    }
}
