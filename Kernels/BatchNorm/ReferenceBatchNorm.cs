using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.BatchNorm;

/// <summary>Batch normalisation, by its definition.</summary>
internal sealed unsafe class ReferenceBatchNorm : IBatchNorm
{
    public void Moments(int rows, int columns, BufferView x, BufferView moments)
    {
        double* px = x.Doubles, mean = moments.Doubles, squares = moments.Doubles + columns;
        for (var c = 0; c < columns; c++)
        {
            mean[c] = squares[c] = 0;
            for (var i = 0; i < rows; i++) mean[c] += px[(long)i * columns + c] / rows;
            for (var i = 0; i < rows; i++) squares[c] += Square(px[(long)i * columns + c] - mean[c]);
        }
    }

    public void Normalizer(
        int columns, long count, BufferView moments, double epsilon, BufferView reciprocalDeviation,
        double momentum, BufferView runningMean, BufferView runningVariance)
    {
        double* mean = moments.Doubles, squares = moments.Doubles + columns, r = reciprocalDeviation.Doubles;
        for (var c = 0; c < columns; c++)
        {
            r[c] = 1 / Math.Sqrt(squares[c] / count + epsilon);
            Move(runningMean.Doubles, c, momentum, mean[c]);
            Move(runningVariance.Doubles, c, momentum, squares[c] / Math.Max(count - 1, 1));
        }
    }

    public void FrozenNormalizer(int columns, BufferView variance, double epsilon, BufferView reciprocalDeviation)
    {
        double* v = variance.Doubles, r = reciprocalDeviation.Doubles;
        for (var c = 0; c < columns; c++) r[c] = 1 / Math.Sqrt(v[c] + epsilon);
    }

    public void Apply(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView gamma, BufferView beta,
        BufferView residual, bool rectify, BufferView y)
    {
        double* px = x.Doubles, mu = mean.Doubles, r = reciprocalDeviation.Doubles, g = gamma.Doubles, b = beta.Doubles, py = y.Doubles;
        for (var i = 0L; i < (long)rows * columns; i++)
        {
            var c = i % columns;
            var v = (px[i] - mu[c]) * r[c] * (g == null ? 1 : g[c]) + (b == null ? 0 : b[c]);
            if (!residual.IsAbsent) v += residual.Doubles[i];
            py[i] = rectify && v < 0 ? 0 : v;
        }
    }

    public void BackwardSums(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView rectified, BufferView dy,
        BufferView sums)
    {
        double* px = x.Doubles, mu = mean.Doubles, r = reciprocalDeviation.Doubles, sumDy = sums.Doubles, sumDyX = sumDy + columns;
        for (var c = 0; c < 2 * columns; c++) sumDy[c] = 0;
        for (var i = 0L; i < (long)rows * columns; i++)
        {
            var c = i % columns;
            var dv = Rectified(rectified, dy, i);
            sumDy[c] += dv;
            sumDyX[c] += dv * (px[i] - mu[c]) * r[c];
        }
    }

    public void BackwardInput(
        int rows, int columns, long count, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView gamma,
        double epsilon, BufferView rectified, BufferView dy, BufferView sums, BufferView dx, bool accumulate)
    {
        double* px = x.Doubles, mu = mean.Doubles, r = reciprocalDeviation.Doubles, g = gamma.Doubles;
        double* sumDy = sums.Doubles, sumDyX = sumDy + columns, pdx = dx.Doubles;
        for (var i = 0L; i < (long)rows * columns; i++)
        {
            var c = i % columns;
            var frozen = sumDy == null;
            var gradient = Rectified(rectified, dy, i) - (frozen ? 0 : (sumDy[c] + (px[i] - mu[c]) * r[c] * sumDyX[c]) / count);
            pdx[i] = (accumulate ? pdx[i] : 0) + (g == null ? 1 : g[c]) * r[c] * gradient;
        }
    }

    private static void Move(double* running, int c, double momentum, double value)
    {
        if (running != null) running[c] = (1 - momentum) * running[c] + momentum * value;
    }

    private static double Rectified(BufferView y, BufferView dy, long i) => y.IsAbsent || y.Doubles[i] > 0 ? dy.Doubles[i] : 0;

    private static double Square(double x) => x * x;
}
