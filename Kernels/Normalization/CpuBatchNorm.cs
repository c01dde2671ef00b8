using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Kernels.Normalization;

/// <summary>
/// Batch normalisation in float32. Rows are summed in chunks of a size that depends on the number of columns alone, and the chunks in
/// double in their order.
/// </summary>
internal sealed unsafe class CpuBatchNorm(CpuDevice device) : IBatchNorm
{
    private const int ColumnsPerTask = 64;

    /// <inheritdoc/>
    public void Moments(int rows, int columns, BufferView x, BufferView moments)
    {
        var body = new MomentChunk { Rows = rows, Columns = columns, PerTask = ChunkRows(columns), X = x.Floats };
        var chunks = Rows.Tasks(rows, body.PerTask);
        var scratch = device.Allocate(2L * chunks * columns);
        body.Partial = scratch.View.Floats;
        device.Workers.For(chunks, body);
        var join = new MomentJoin { Body = body, Chunks = chunks, Moments = moments.Floats };
        device.Workers.For(Rows.Tasks(columns, ColumnsPerTask), join);
        scratch.Release();
    }

    /// <inheritdoc/>
    public void Normalizer(
        int columns, long count, BufferView moments, double epsilon, BufferView reciprocalDeviation,
        double momentum, BufferView runningMean, BufferView runningVariance)
    {
        float* mean = moments.Floats, squares = mean + columns, r = reciprocalDeviation.Floats;
        float* runMean = runningMean.Floats, runVariance = runningVariance.Floats;
        for (var c = 0; c < columns; c++)
        {
            r[c] = (float)(1 / Math.Sqrt(((double)squares[c] / count) + epsilon));
            if (runMean != null) runMean[c] = (float)(((1 - momentum) * runMean[c]) + (momentum * mean[c]));
            if (runVariance == null) continue;
            runVariance[c] = (float)(((1 - momentum) * runVariance[c]) + (momentum * squares[c] / Math.Max(count - 1, 1)));
        }
    }

    /// <inheritdoc/>
    public void FrozenNormalizer(int columns, BufferView variance, double epsilon, BufferView reciprocalDeviation)
    {
        float* v = variance.Floats, r = reciprocalDeviation.Floats;
        for (var c = 0; c < columns; c++) r[c] = (float)(1 / Math.Sqrt(v[c] + epsilon));
    }

    /// <inheritdoc/>
    public void Apply(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView gamma, BufferView beta,
        BufferView residual, bool rectify, BufferView y)
    {
        var scratch = device.Allocate(2L * columns);
        float* scale = scratch.View.Floats, shift = scale + columns, r = reciprocalDeviation.Floats, g = gamma.Floats, b = beta.Floats;
        for (var c = 0; c < columns; c++)
        {
            scale[c] = r[c] * (g == null ? 1 : g[c]);
            shift[c] = b == null ? 0 : b[c];
        }
        var body = new ApplyBody
        {
            Rows = rows, Columns = columns, X = x.Floats, Mean = mean.Floats, Scale = scale, Shift = shift, Residual = residual.Floats, Y = y.Floats,
            Rectify = rectify,
        };
        device.Workers.For(Rows.Tasks(rows, Rows.PerTask(columns)), body);
        scratch.Release();
    }

    /// <inheritdoc/>
    public void BackwardSums(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView rectified, BufferView dy, BufferView sums)
    {
        var body = new SumChunk
        {
            Rows = rows, Columns = columns, PerTask = ChunkRows(columns), X = x.Floats, Mean = mean.Floats, Y = rectified.Floats, Dy = dy.Floats,
        };
        var chunks = Rows.Tasks(rows, body.PerTask);
        var scratch = device.Allocate(2L * chunks * columns);
        body.Partial = scratch.View.Floats;
        device.Workers.For(chunks, body);
        var join = new SumJoin { Columns = columns, Chunks = chunks, Partial = body.Partial, R = reciprocalDeviation.Floats, Sums = sums.Floats };
        device.Workers.For(Rows.Tasks(columns, ColumnsPerTask), join);
        scratch.Release();
    }

    /// <inheritdoc/>
    public void BackwardInput(
        int rows, int columns, long count, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView gamma,
        double epsilon, BufferView rectified, BufferView dy, BufferView sums, BufferView dx, bool accumulate)
    {
        if (!sums.IsAbsent && count == rows && rows <= SmallBatchGradient.MostRows)
        {
            var small = new SmallBatchGradient
            {
                Rows = rows, Columns = columns, Epsilon = epsilon, Accumulate = accumulate,
                X = x.Floats, Gamma = gamma.Floats, Y = rectified.Floats, Dy = dy.Floats, Dx = dx.Floats,
            };
            device.Workers.For(Rows.Tasks(columns, SmallBatchGradient.ColumnsPerTask), small);
            return;
        }
        var scratch = device.Allocate(3L * columns);
        float* scale = scratch.View.Floats, slope = scale + columns, shift = slope + columns;
        float* r = reciprocalDeviation.Floats, g = gamma.Floats, s = sums.Floats;
        for (var c = 0; c < columns; c++)
        {
            scale[c] = r[c] * (g == null ? 1 : g[c]);
            shift[c] = s == null ? 0 : -scale[c] * s[c] / count;
            slope[c] = s == null ? 0 : -scale[c] * r[c] * s[columns + c] / count;
        }
        var body = new InputBody
        {
            Rows = rows, Columns = columns, X = x.Floats, Mean = mean.Floats, Y = rectified.Floats, Dy = dy.Floats,
            Scale = scale, Slope = slope, Shift = shift, Dx = dx.Floats, Accumulate = accumulate, Frozen = s == null,
        };
        device.Workers.For(Rows.Tasks(rows, Rows.PerTask(columns)), body);
        scratch.Release();
    }

    // Long enough to make the joining cheap, short enough for float32 sums.
    private static int ChunkRows(int columns) => Math.Clamp(Rows.PerTask(columns), 32, 512);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Rectified<TSimd, TVector>(float* y, float* dy, long i)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged =>
        y == null ? TSimd.Load(dy + i) : TSimd.SelectLess(TSimd.Create(0), TSimd.Load(y + i), TSimd.Load(dy + i), TSimd.Create(0));

    /// <summary>μ and M of one chunk of rows, in two passes: the chunk is in the cache for the second.</summary>
    private struct MomentChunk : IParallelBody, IStrip
    {
        public int Rows, Columns, PerTask;
        public float* X, Partial;

        public readonly int RowsOf(int chunk) => (int)Math.Min(PerTask, Rows - ((long)chunk * PerTask));

        public readonly void Run(int index)
        {
            var chunk = this;
            chunk.Rows = RowsOf(index);
            chunk.X += (long)index * PerTask * Columns;
            chunk.Partial += 2L * index * Columns;
            Strips.For(Columns, chunk);
        }

        public readonly void Run<TSimd, TVector>(int column)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector sum = TSimd.Create(0), sum2 = TSimd.Create(0);
            float* x = X + column, end = x + ((nint)Rows * Columns);
            for (; x + Columns < end; x += 2 * (nint)Columns)
            {
                sum = TSimd.Add(sum, TSimd.Load(x));
                sum2 = TSimd.Add(sum2, TSimd.Load(x + Columns));
            }
            if (x < end) sum = TSimd.Add(sum, TSimd.Load(x));
            var mean = TSimd.Multiply(TSimd.Add(sum, sum2), TSimd.Create(1f / Rows));

            TVector squares = TSimd.Create(0), squares2 = TSimd.Create(0);
            for (x = X + column; x + Columns < end; x += 2 * (nint)Columns)
            {
                var d = TSimd.Subtract(TSimd.Load(x), mean);
                squares = TSimd.MultiplyAdd(d, d, squares);
                d = TSimd.Subtract(TSimd.Load(x + Columns), mean);
                squares2 = TSimd.MultiplyAdd(d, d, squares2);
            }
            if (x < end)
            {
                var d = TSimd.Subtract(TSimd.Load(x), mean);
                squares = TSimd.MultiplyAdd(d, d, squares);
            }
            TSimd.Store(mean, Partial + column);
            TSimd.Store(TSimd.Add(squares, squares2), Partial + Columns + column);
        }
    }

    /// <summary>Joins the chunks' moments: μ = Σ n_k·μ_k / n, M = Σ M_k + n_k·(μ_k − μ)².</summary>
    private struct MomentJoin : IParallelBody
    {
        public MomentChunk Body;
        public int Chunks;
        public float* Moments;

        public readonly void Run(int index)
        {
            var columns = Body.Columns;
            for (var c = index * ColumnsPerTask; c < Math.Min(columns, (index + 1) * ColumnsPerTask); c++)
            {
                double mean = 0, squares = 0;
                var partial = Body.Partial + c;
                for (var k = 0; k < Chunks; k++) mean += (double)Body.RowsOf(k) * partial[2L * k * columns];
                mean /= Math.Max(Body.Rows, 1);
                for (var k = 0; k < Chunks; k++)
                {
                    var d = partial[2L * k * columns] - mean;
                    squares += partial[((2L * k) + 1) * columns] + (Body.RowsOf(k) * d * d);
                }
                Moments[c] = (float)mean;
                Moments[columns + c] = (float)squares;
            }
        }
    }

    /// <summary>Σ dv and Σ dv·(x − μ) of one chunk of rows.</summary>
    private struct SumChunk : IParallelBody, IStrip
    {
        public int Rows, Columns, PerTask;
        public float* X, Mean, Y, Dy, Partial;

        public readonly void Run(int index)
        {
            var chunk = this;
            chunk.Rows = (int)Math.Min(PerTask, Rows - ((long)index * PerTask));
            chunk.X += (long)index * PerTask * Columns;
            chunk.Dy += (long)index * PerTask * Columns;
            if (Y != null) chunk.Y += (long)index * PerTask * Columns;
            chunk.Partial += 2L * index * Columns;
            Strips.For(Columns, chunk);
        }

        public readonly void Run<TSimd, TVector>(int column)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector sum = TSimd.Create(0), products = TSimd.Create(0), mean = TSimd.Load(Mean + column);
            for (var i = (long)column; i < (long)Rows * Columns; i += Columns)
            {
                var d = Rectified<TSimd, TVector>(Y, Dy, i);
                sum = TSimd.Add(sum, d);
                products = TSimd.MultiplyAdd(d, TSimd.Subtract(TSimd.Load(X + i), mean), products);
            }
            TSimd.Store(sum, Partial + column);
            TSimd.Store(products, Partial + Columns + column);
        }
    }

    /// <summary>Adds up the chunks' sums; r makes x̂ of x − μ.</summary>
    private struct SumJoin : IParallelBody
    {
        public int Columns, Chunks;
        public float* Partial, R, Sums;

        public readonly void Run(int index)
        {
            for (var c = index * ColumnsPerTask; c < Math.Min(Columns, (index + 1) * ColumnsPerTask); c++)
            {
                double sum = 0, products = 0;
                for (var k = 0; k < Chunks; k++)
                {
                    sum += Partial[(2L * k * Columns) + c];
                    products += Partial[(((2L * k) + 1) * Columns) + c];
                }
                Sums[c] = (float)sum;
                Sums[Columns + c] = (float)(products * R[c]);
            }
        }
    }

    private struct ApplyBody : IParallelBody, IStrip
    {
        public int Rows, Columns;
        public float* X, Mean, Scale, Shift, Residual, Y;
        public bool Rectify;

        public readonly void Run(int index)
        {
            var row = this;
            var perTask = Devices.Rows.PerTask(Columns);
            var first = (long)index * perTask;
            row.X += first * Columns;
            row.Y += first * Columns;
            if (Residual != null) row.Residual += first * Columns;
            for (var last = Math.Min(first + perTask, Rows); first < last; first++)
            {
                Strips.For(Columns, row);
                row.X += Columns;
                row.Y += Columns;
                if (Residual != null) row.Residual += Columns;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Run<TSimd, TVector>(int column)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            var centred = TSimd.Subtract(TSimd.Load(X + column), TSimd.Load(Mean + column));
            var v = TSimd.MultiplyAdd(centred, TSimd.Load(Scale + column), TSimd.Load(Shift + column));
            if (Residual != null) v = TSimd.Add(v, TSimd.Load(Residual + column));
            if (Rectify) v = TSimd.SelectLess(v, TSimd.Create(0), TSimd.Create(0), v);
            TSimd.Store(v, Y + column);
        }
    }

    /// <summary>dx = scale·dv + slope·(x − μ) + shift.</summary>
    private struct InputBody : IParallelBody, IStrip
    {
        public int Rows, Columns;
        public float* X, Mean, Y, Dy, Scale, Slope, Shift, Dx;
        public bool Accumulate, Frozen;

        public readonly void Run(int index)
        {
            var row = this;
            var perTask = Devices.Rows.PerTask(Columns);
            var first = (long)index * perTask;
            row.X += first * Columns;
            row.Dy += first * Columns;
            row.Dx += first * Columns;
            if (Y != null) row.Y += first * Columns;
            for (var last = Math.Min(first + perTask, Rows); first < last; first++)
            {
                Strips.For(Columns, row);
                row.X += Columns;
                row.Dy += Columns;
                row.Dx += Columns;
                if (Y != null) row.Y += Columns;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Run<TSimd, TVector>(int column)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            var dx = TSimd.Multiply(Rectified<TSimd, TVector>(Y, Dy, column), TSimd.Load(Scale + column));
            if (!Frozen)
            {
                var centred = TSimd.Subtract(TSimd.Load(X + column), TSimd.Load(Mean + column));
                dx = TSimd.Add(dx, TSimd.MultiplyAdd(centred, TSimd.Load(Slope + column), TSimd.Load(Shift + column)));
            }
            if (Accumulate) dx = TSimd.Add(dx, TSimd.Load(Dx + column));
            TSimd.Store(dx, Dx + column);
        }
    }
}
