using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Models.Evaluation.Maps;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Maps;

public sealed class MapsTests
{
    private const int Width = 12;

    [Test]
    public void Components_are_those_of_scikit_learn()
    {
        var points = Groups(80, seed: 1);
        var ours = PrincipalComponents.Fit(points, Width, 3);
        var theirs = ScikitLearn.Run(
            """
            from sklearn.decomposition import PCA
            model = PCA(n_components=3, svd_solver="full")
            result["coordinates"] = model.fit_transform(points.reshape(-1, 12)).ravel()
            result["axes"] = model.components_.ravel()
            result["shares"] = model.explained_variance_ratio_
            """,
            new Dictionary<string, double[]> { ["points"] = points });
        // Signs of axes are free; the iteration stops at residuals of 1e-10.
        for (var k = 0; k < 3; k++)
        {
            var sign = Math.Sign(Enumerable.Range(0, Width).Sum(i => ours.Axes[k * Width + i] * theirs["axes"][k * Width + i]));
            for (var i = 0; i < Width; i++)
                Assert.That(ours.Axes[k * Width + i], Is.EqualTo(sign * theirs["axes"][k * Width + i]).Within(1e-7));
            for (var i = 0; i < points.Length / Width; i++)
                Assert.That(ours.Coordinates[i * 3 + k], Is.EqualTo(sign * theirs["coordinates"][i * 3 + k]).Within(1e-6));
        }
        Assert.That(ours.ExplainedVariance, Is.EqualTo(theirs["shares"]).Within(1e-9));
    }

    [Test]
    public void Components_of_a_line_and_of_one_point()
    {
        double[] line = [.. Enumerable.Range(0, 20).SelectMany(i => new double[] { 3 * i, 4 * i, 5 })];
        var fitted = PrincipalComponents.Fit(line, 3, 2);
        Assert.That(fitted.Axes[..3], Is.EqualTo((double[])[0.6, 0.8, 0]).Within(1e-12));
        Assert.That(fitted.ExplainedVariance, Is.EqualTo((double[])[1, 0]).Within(1e-12));
        Assert.That(PrincipalComponents.Fit(new double[12], 3, 2).ExplainedVariance, Is.EqualTo((double[])[0, 0]));
    }

    [Test]
    public void Trustworthiness_is_that_of_scikit_learn_and_continuity_its_mirror()
    {
        var points = Groups(60, seed: 2);
        var map = PrincipalComponents.Fit(points, Width, 2).Coordinates;
        var ours = MapQuality.Of(points, Width, [map], 7)[0];
        var theirs = ScikitLearn.Run(
            """
            from sklearn.manifold import trustworthiness
            a, b = points.reshape(-1, 12), map.reshape(-1, 2)
            result["trustworthiness"] = trustworthiness(a, b, n_neighbors=7)
            result["continuity"] = trustworthiness(b, a, n_neighbors=7)
            """,
            new Dictionary<string, double[]> { ["points"] = points, ["map"] = map });
        Assert.That(ours.Trustworthiness, Is.EqualTo(theirs["trustworthiness"][0]).Within(1e-12));
        Assert.That(ours.Continuity, Is.EqualTo(theirs["continuity"][0]).Within(1e-12));
        Assert.That(ours.Trustworthiness, Is.Not.EqualTo(ours.Continuity).Within(1e-3));
    }

    [Test]
    public void A_map_that_is_the_points_is_perfect_and_a_shuffled_one_is_random()
    {
        var draws = new Philox(4);
        var points = Enumerable.Range(0, 400).Select(_ => draws.NextNormal()).ToArray();
        var shuffled = Enumerable.Range(0, 400).Select(_ => draws.NextNormal()).ToArray();
        var quality = MapQuality.Of(points, 2, [points, shuffled], 10);
        Assert.That(quality[0], Is.EqualTo(new MapQuality(1, 1)));
        // The mean of 2000 ranks; 0.5 is reached up to the effect of the few points.
        Assert.That(quality[1].Trustworthiness, Is.EqualTo(0.5).Within(0.06));
        Assert.That(quality[1].Continuity, Is.EqualTo(0.5).Within(0.06));
    }

    /// <summary>As good a map as scikit-learn's with the same settings, and groups apart.</summary>
    [Test]
    public void TSne_keeps_neighbours_as_scikit_learn_does()
    {
        var points = Groups(50, seed: 5);
        var map = TSne.Map(points, Width, perplexity: 15);
        var theirs = ScikitLearn.Run(
            """
            from sklearn.manifold import TSNE
            model = TSNE(perplexity=15, init="pca", learning_rate="auto", method="exact", random_state=0)
            result["map"] = model.fit_transform(points.reshape(-1, 12)).astype(float).ravel()
            """,
            new Dictionary<string, double[]> { ["points"] = points })["map"];
        var quality = MapQuality.Of(points, Width, [map, theirs], 10);
        // Both stop at a local minimum; they differ in the third digit.
        Assert.That(quality[0].Trustworthiness, Is.EqualTo(quality[1].Trustworthiness).Within(0.01));
        Assert.That(quality[0].Continuity, Is.EqualTo(quality[1].Continuity).Within(0.01));
    }

    [Test]
    public void TSne_sets_groups_apart_and_is_the_same_on_every_run()
    {
        var points = Groups(50, seed: 6);
        var map = TSne.Map(points, Width, perplexity: 15);
        Assert.That(TSne.Map(points, Width, perplexity: 15), Is.EqualTo(map));
        for (var i = 0; i < 150; i++)
        {
            var nearest = Enumerable.Range(0, 150).Where(j => j != i).MinBy(j => Distance(map, i, j));
            Assert.That(nearest / 50, Is.EqualTo(i / 50), $"point {i}");
        }
    }

    [Test]
    public void Maps_of_many_are_of_some_drawn_by_the_seed()
    {
        var draws = new Philox(7);
        var embeddings = Enumerable.Range(0, 60 * 5).Select(_ => (float)draws.NextNormal()).ToArray();
        var first = Create(1);
        Assert.That(first.Rows, Has.Count.EqualTo(20).And.Unique.And.Ordered);
        Assert.That(first.Maps.Select(map => map.Coordinates.Length), Is.All.EqualTo(40));
        Assert.That((first.Neighbours, first.Perplexity), Is.EqualTo((9, 19 / 3.0)), "few points lower both");
        Assert.That(Create(1).Rows, Is.EqualTo(first.Rows));
        Assert.That(Create(2).Rows, Is.Not.EqualTo(first.Rows));

        EmbeddingMaps Create(ulong seed) =>
            EmbeddingMaps.Create(embeddings, 5, new EmbeddingMapOptions { MaxPoints = 20, Seed = seed });
    }

    [Test]
    public void What_cannot_be_mapped_is_refused()
    {
        Assert.That(() => EmbeddingMaps.Create(new float[6], 2), Throws.ArgumentException.With.Message.Contains("at least 4"));
        Assert.That(
            () => EmbeddingMaps.Create(new float[20], 2), Throws.ArgumentException.With.Message.Contains("all embeddings are equal"));
        Assert.That(
            () => EmbeddingMaps.Create([1, 2, 3, 4, 5, float.NaN, 7, 8], 2),
            Throws.ArgumentException.With.Message.Contains("point 2, number 1"));
        Assert.That(
            () => MapQuality.Of(new double[20], 2, [new double[20]], 5), Throws.ArgumentException.With.Message.Contains("from 1 to 4"));
    }

    /// <summary>Three groups of points, 8 deviations apart, with other widths along the axes.</summary>
    private static double[] Groups(int each, ulong seed)
    {
        var draws = new Philox(seed);
        var points = new double[3 * each * Width];
        for (var i = 0; i < points.Length; i++)
            points[i] = (1 + 0.1 * (i % Width)) * draws.NextNormal() + (i / Width / each == i % Width % 3 ? 8 : 0);
        return points;
    }

    private static double Distance(double[] map, int i, int j) =>
        Math.Pow(map[2 * i] - map[2 * j], 2) + Math.Pow(map[2 * i + 1] - map[2 * j + 1], 2);
}
