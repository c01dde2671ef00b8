using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Models.Evaluation.Maps;

/// <summary>
/// How well a map keeps neighbourhoods (Venna and Kaski 2001). Trustworthiness: neighbours on the map are neighbours of the points.
/// Continuity: neighbours of the points are neighbours on the map. Both are 1 for a perfect map and about 0.5 for a random one.
/// </summary>
/// <param name="Trustworthiness">From 0 to 1; as scikit-learn's.</param>
/// <param name="Continuity">From 0 to 1.</param>
public readonly record struct MapQuality(double Trustworthiness, double Continuity)
{
    /// <summary>The largest number of neighbours, below half the points.</summary>
    public static int MaxNeighbours(int points) => Math.Max(0, (points - 1) / 2);

    /// <summary>Compares maps with the points that they are of.</summary>
    /// <param name="points">[points, width].</param>
    /// <param name="width">Numbers of a point.</param>
    /// <param name="maps">Each [points, 2].</param>
    /// <param name="neighbours">How many neighbours of a point count, from 1 to <see cref="MaxNeighbours"/>.</param>
    /// <param name="cancellation">Stops between points.</param>
    /// <returns>One for each map.</returns>
    /// <exception cref="ArgumentException">Sizes do not fit, numbers are not finite, or there are too many neighbours.</exception>
    public static IReadOnlyList<MapQuality> Of(
        double[] points, int width, IReadOnlyList<double[]> maps, int neighbours, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(maps);
        PointSet.Require(points, width);
        var count = points.Length / width;
        foreach (var map in maps)
        {
            PointSet.Require(map, 2);
            if (map.Length != 2 * count) throw new ArgumentException($"a map of {map.Length / 2} points for {count} points");
        }
        if (neighbours < 1 || neighbours > MaxNeighbours(count))
            throw new ArgumentException($"{neighbours} neighbours of {count} points; must be from 1 to {MaxNeighbours(count)}");
        var costs = new long[count][];
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            costs[i] = new long[2 * maps.Count];
            var (near, rank) = Ranks(points, width, i);
            for (var m = 0; m < maps.Count; m++)
            {
                var (nearOnMap, rankOnMap) = Ranks(maps[m], 2, i);
                for (var k = 0; k < neighbours; k++)
                {
                    costs[i][2 * m] += Math.Max(0, rank[nearOnMap[k]] - neighbours);
                    costs[i][2 * m + 1] += Math.Max(0, rankOnMap[near[k]] - neighbours);
                }
            }
        });
        var scale = 2.0 / ((double)count * neighbours * (2.0 * count - 3 * neighbours - 1));
        return [.. Enumerable.Range(0, maps.Count).Select(m => new MapQuality(
            1 - scale * costs.Sum(cost => cost[2 * m]), 1 - scale * costs.Sum(cost => cost[2 * m + 1])))];
    }

    /// <summary>The other points, the nearest first, and the rank of each, from 1.</summary>
    private static (int[] Near, int[] Rank) Ranks(double[] points, int width, int i)
    {
        var count = points.Length / width;
        var (distances, near, rank) = (new double[count], new int[count], new int[count]);
        for (var j = 0; j < count; j++)
            (distances[j], near[j]) = (
                j == i
                    ? double.PositiveInfinity
                    : TensorPrimitives.Distance<double>(points.AsSpan(i * width, width), points.AsSpan(j * width, width)),
                j);
        Array.Sort(distances, near);
        for (var k = 0; k < count; k++) rank[near[k]] = k + 1;
        return (near, rank);
    }
}
