using System.Runtime.Intrinsics;

namespace EcgCmrNative.Models.Evaluation.Maps;

/// <summary>
/// t-SNE (van der Maaten and Hinton 2008): a map on which near points stay near. It begins with the principal components (Kobak and
/// Berens 2019), and sums the repulsion over all pairs, so that it suits up to several thousand points. Distances between groups and the
/// sizes of groups mean nothing. Results do not depend on the number of threads.
/// </summary>
public static class TSne
{
    private const int Iterations = 1000;
    private const int EarlyIterations = 250;
    private const double EarlyExaggeration = 12;
    private const double FirstDeviation = 1e-4;
    private const double MinimalGain = 0.01;

    /// <summary>The largest perplexity for a number of points: every point needs three times as many neighbours.</summary>
    public static double MaxPerplexity(int points) => Math.Max(1, (points - 1) / 3.0);

    /// <summary>Maps points to two dimensions.</summary>
    /// <param name="points">[points, width].</param>
    /// <param name="width">Numbers of a point.</param>
    /// <param name="perplexity">Neighbours that a point has in effect; lowered to <see cref="MaxPerplexity"/>.</param>
    /// <param name="progress">Called after every iteration with the share that is done; null to skip it.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <returns>[points, 2].</returns>
    /// <exception cref="ArgumentException">Points are not whole, not finite, or fewer than two; or the perplexity is below 1.</exception>
    public static double[] Map(
        double[] points, int width, double perplexity = 30, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        PointSet.Require(points, width);
        if (!(perplexity >= 1)) throw new ArgumentOutOfRangeException(nameof(perplexity), perplexity, "the perplexity must be at least 1");
        var count = points.Length / width;
        var affinities = NeighbourAffinities.Compute(points, width, Math.Min(perplexity, MaxPerplexity(count)), cancellation);
        var (x, y) = Begin(points, width, count);
        var (gradientX, gradientY) = (new double[count], new double[count]);
        var (movedX, movedY) = (new double[count], new double[count]);
        var (gainX, gainY) = (Ones(count), Ones(count));
        var rate = Math.Max(count / EarlyExaggeration / 4, 50);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            var isEarly = iteration < EarlyIterations;
            Gradient(affinities, x, y, isEarly ? EarlyExaggeration : 1, gradientX, gradientY, cancellation);
            var momentum = isEarly ? 0.5 : 0.8;
            Move(x, gradientX, movedX, gainX, rate, momentum);
            Move(y, gradientY, movedY, gainY, rate, momentum);
            progress?.Invoke((iteration + 1.0) / Iterations);
        }
        var map = new double[2 * count];
        for (var i = 0; i < count; i++) (map[2 * i], map[2 * i + 1]) = (x[i], y[i]);
        return map;
    }

    private static (double[] X, double[] Y) Begin(double[] points, int width, int count)
    {
        var components = Math.Min(2, width);
        var plane = PrincipalComponents.Fit(points, width, components).Coordinates;
        var (x, y) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++) (x[i], y[i]) = (plane[i * components], components == 2 ? plane[i * components + 1] : 0);
        var deviation = Math.Sqrt(x.Sum(value => value * value) / count);
        if (deviation == 0) return (x, y);
        for (var i = 0; i < count; i++) (x[i], y[i]) = (x[i] / deviation * FirstDeviation, y[i] / deviation * FirstDeviation);
        return (x, y);
    }

    /// <summary>The gradient of the Kullback–Leibler divergence. Every point's sums are its own, and are added up in the order of the
    /// points.</summary>
    private static void Gradient(
        NeighbourAffinities affinities, double[] x, double[] y, double exaggeration, double[] gradientX, double[] gradientY,
        CancellationToken cancellation)
    {
        var sums = new double[x.Length];
        var (apartX, apartY) = (new double[x.Length], new double[x.Length]);
        Parallel.For(0, x.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            (sums[i], apartX[i], apartY[i]) = Repulsion(x, y, i);
            var (others, values) = affinities.Of(i);
            var (sumX, sumY) = (0.0, 0.0);
            for (var k = 0; k < others.Length; k++)
            {
                var j = others.Span[k];
                var (dx, dy) = (x[i] - x[j], y[i] - y[j]);
                var pull = exaggeration * values.Span[k] / (1 + dx * dx + dy * dy);
                sumX += pull * dx;
                sumY += pull * dy;
            }
            (gradientX[i], gradientY[i]) = (sumX, sumY);
        });
        var total = 0.0;
        foreach (var sum in sums) total += sum;
        // All points in one place push each other nowhere.
        if (total == 0) total = 1;
        for (var i = 0; i < x.Length; i++)
        {
            gradientX[i] = 4 * (gradientX[i] - apartX[i] / total);
            gradientY[i] = 4 * (gradientY[i] - apartY[i] / total);
        }
    }

    /// <summary>Sums of q, q²·Δx and q²·Δy over the other points, q = 1/(1 + d²); in four parts on every machine, so that the result is
    /// the same.</summary>
    private static (double Sum, double X, double Y) Repulsion(double[] x, double[] y, int i)
    {
        var (atX, atY) = (Vector256.Create(x[i]), Vector256.Create(y[i]));
        var (sum, sumX, sumY) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var j = 0;
        for (; j <= x.Length - Vector256<double>.Count; j += Vector256<double>.Count)
        {
            var (dx, dy) = (atX - Vector256.Create(x, j), atY - Vector256.Create(y, j));
            var q = Vector256<double>.One / (Vector256<double>.One + dx * dx + dy * dy);
            var square = q * q;
            sum += q;
            sumX += square * dx;
            sumY += square * dy;
        }
        var (total, totalX, totalY) = (Vector256.Sum(sum), Vector256.Sum(sumX), Vector256.Sum(sumY));
        for (; j < x.Length; j++)
        {
            var (dx, dy) = (x[i] - x[j], y[i] - y[j]);
            var q = 1 / (1 + dx * dx + dy * dy);
            (total, totalX, totalY) = (total + q, totalX + q * q * dx, totalY + q * q * dy);
        }
        // The point itself has q = 1.
        return (total - 1, totalX, totalY);
    }

    private static void Move(double[] at, double[] gradient, double[] moved, double[] gain, double rate, double momentum)
    {
        var mean = 0.0;
        for (var i = 0; i < at.Length; i++)
        {
            gain[i] = Math.Max(MinimalGain, gradient[i] * moved[i] < 0 ? gain[i] + 0.2 : gain[i] * 0.8);
            moved[i] = momentum * moved[i] - rate * gain[i] * gradient[i];
            at[i] += moved[i];
            mean += at[i];
        }
        mean /= at.Length;
        for (var i = 0; i < at.Length; i++) at[i] -= mean;
    }

    private static double[] Ones(int count)
    {
        var values = new double[count];
        Array.Fill(values, 1);
        return values;
    }
}
