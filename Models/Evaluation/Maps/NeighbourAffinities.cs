using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Models.Evaluation.Maps;

/// <summary>
/// How near the points of a set are to each other, as t-SNE needs it: p(j|i) is a Gaussian of the distance whose width gives every point
/// the same perplexity, over its nearest 3·perplexity neighbours (van der Maaten 2014, section 4.1), made symmetric and of sum 1.
/// </summary>
internal sealed class NeighbourAffinities
{
    private const int MostBisections = 100;
    private const double EntropyTolerance = 1e-7;

    private readonly int[] _starts;
    private readonly int[] _others;
    private readonly double[] _values;

    private NeighbourAffinities(int[] starts, int[] others, double[] values) => (_starts, _others, _values) = (starts, others, values);

    /// <summary>The other points that a point has an affinity to, and the affinities.</summary>
    public (ReadOnlyMemory<int> Others, ReadOnlyMemory<double> Values) Of(int point)
    {
        var (start, length) = (_starts[point], _starts[point + 1] - _starts[point]);
        return (_others.AsMemory(start, length), _values.AsMemory(start, length));
    }

    /// <summary>Computes affinities; every point's on its own, so that threads do not matter.</summary>
    public static NeighbourAffinities Compute(double[] points, int width, double perplexity, CancellationToken cancellation)
    {
        var count = points.Length / width;
        var kept = Math.Min(count - 1, (int)(3 * perplexity + 1));
        var (others, values) = (new int[count * kept], new double[count * kept]);
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var (distances, order) = (new double[count], new int[count]);
            var point = points.AsSpan(i * width, width);
            for (var j = 0; j < count; j++)
            {
                var distance = TensorPrimitives.Distance<double>(point, points.AsSpan(j * width, width));
                (distances[j], order[j]) = (j == i ? double.PositiveInfinity : distance * distance, j);
            }
            Array.Sort(distances, order);
            order.AsSpan(0, kept).CopyTo(others.AsSpan(i * kept));
            Weigh(distances.AsSpan(0, kept), Math.Log(perplexity), values.AsSpan(i * kept, kept));
        });
        return Symmetric(others, values, count, kept);
    }

    /// <summary>Finds the width of the Gaussian whose entropy is that of the perplexity.</summary>
    private static void Weigh(ReadOnlySpan<double> squares, double entropy, Span<double> weights)
    {
        var (beta, low, high) = (1.0, 0.0, double.PositiveInfinity);
        // Only differences to the nearest matter; so a far point does not underflow.
        var nearest = squares[0];
        for (var step = 0; step < MostBisections; step++)
        {
            var (sum, weighted) = (0.0, 0.0);
            for (var j = 0; j < squares.Length; j++)
            {
                weights[j] = Math.Exp(-beta * (squares[j] - nearest));
                sum += weights[j];
                weighted += weights[j] * (squares[j] - nearest);
            }
            TensorPrimitives.Divide(weights, sum, weights);
            var excess = Math.Log(sum) + beta * weighted / sum - entropy;
            if (Math.Abs(excess) < EntropyTolerance) return;
            if (excess > 0) (low, beta) = (beta, double.IsInfinity(high) ? 2 * beta : (beta + high) / 2);
            else (high, beta) = (beta, (beta + low) / 2);
        }
    }

    private static NeighbourAffinities Symmetric(int[] others, double[] values, int count, int kept)
    {
        var rows = Enumerable.Range(0, count).Select(_ => new SortedDictionary<int, double>()).ToArray();
        for (var i = 0; i < count; i++)
        {
            for (var k = 0; k < kept; k++)
            {
                var (j, half) = (others[i * kept + k], values[i * kept + k] / (2.0 * count));
                rows[i][j] = rows[i].GetValueOrDefault(j) + half;
                rows[j][i] = rows[j].GetValueOrDefault(i) + half;
            }
        }
        var starts = new int[count + 1];
        for (var i = 0; i < count; i++) starts[i + 1] = starts[i] + rows[i].Count;
        return new NeighbourAffinities(starts, [.. rows.SelectMany(row => row.Keys)], [.. rows.SelectMany(row => row.Values)]);
    }
}
