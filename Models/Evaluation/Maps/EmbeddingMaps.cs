using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Models.Evaluation.Maps;

/// <summary>Settings of maps.</summary>
public sealed record EmbeddingMapOptions
{
    /// <summary>The most points; of more, so many are drawn at random. The time of t-SNE grows with the square.</summary>
    public int MaxPoints { get; init; } = 3000;

    /// <summary>Perplexity of t-SNE: neighbours that a point has in effect.</summary>
    public double Perplexity { get; init; } = 30;

    /// <summary>Neighbours by which maps are judged.</summary>
    public int Neighbours { get; init; } = 15;

    /// <summary>Of the draw of points.</summary>
    public ulong Seed { get; init; }
}

/// <summary>A map.</summary>
/// <param name="Method"><c>pca</c> or <c>tsne</c>.</param>
/// <param name="Coordinates">[points, 2].</param>
/// <param name="Quality">How well it keeps neighbourhoods.</param>
/// <param name="ExplainedVariance">The share of the variance along each axis; empty for t-SNE.</param>
public sealed record EmbeddingMap(
    string Method, double[] Coordinates, MapQuality Quality, IReadOnlyList<double> ExplainedVariance);

/// <summary>Embeddings drawn in two dimensions, by principal components and by t-SNE.</summary>
/// <param name="Rows">The rows of the embeddings that the points are, in order.</param>
/// <param name="Perplexity">The perplexity that was used.</param>
/// <param name="Neighbours">The neighbours by which maps were judged.</param>
/// <param name="Maps">The maps.</param>
public sealed record EmbeddingMaps(
    IReadOnlyList<int> Rows, double Perplexity, int Neighbours, IReadOnlyList<EmbeddingMap> Maps)
{
    /// <summary>Makes maps.</summary>
    /// <param name="embeddings">[rows, width].</param>
    /// <param name="width">Numbers of an embedding, at least 2.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="progress">Called with the share that is done; null to skip it.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArgumentException">Embeddings are not whole, not finite, fewer than 4, or all equal.</exception>
    public static EmbeddingMaps Create(
        ReadOnlySpan<float> embeddings, int width, EmbeddingMapOptions? options = null, Action<double>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= new EmbeddingMapOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 2);
        if (embeddings.Length % width != 0)
            throw new ArgumentException($"{embeddings.Length} numbers are not whole embeddings of {width}");
        var rows = Draw(embeddings.Length / width, options.MaxPoints, options.Seed);
        if (rows.Length < 4) throw new ArgumentException($"{rows.Length} embeddings; a map needs at least 4");
        var points = new double[rows.Length * width];
        for (var i = 0; i < points.Length; i++) points[i] = embeddings[rows[i / width] * width + i % width];
        PointSet.Require(points, width);
        var plane = PrincipalComponents.Fit(points, width, 2);
        if (plane.ExplainedVariance[0] == 0) throw new ArgumentException("all embeddings are equal; a map would be one point");
        var perplexity = Math.Min(options.Perplexity, TSne.MaxPerplexity(rows.Length));
        var tsne = TSne.Map(points, width, perplexity, progress, cancellation);
        var neighbours = Math.Min(options.Neighbours, MapQuality.MaxNeighbours(rows.Length));
        var qualities = MapQuality.Of(points, width, [plane.Coordinates, tsne], neighbours, cancellation);
        return new EmbeddingMaps(
            rows, perplexity, neighbours,
            [
                new EmbeddingMap("pca", plane.Coordinates, qualities[0], plane.ExplainedVariance),
                new EmbeddingMap("tsne", tsne, qualities[1], []),
            ]);
    }

    /// <summary>All rows, or some drawn at random, in order.</summary>
    private static int[] Draw(int count, int most, ulong seed)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        if (count <= most) return rows;
        var draws = new Philox(seed);
        for (var i = 0; i < most; i++)
        {
            var other = i + draws.NextBelow(count - i);
            (rows[i], rows[other]) = (rows[other], rows[i]);
        }
        Array.Resize(ref rows, most);
        Array.Sort(rows);
        return rows;
    }
}
