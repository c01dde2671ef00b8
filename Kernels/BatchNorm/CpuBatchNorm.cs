using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.BatchNorm;

/// <summary>Batch normalisation in float32.</summary>
internal sealed unsafe partial class CpuBatchNorm(WorkerPool workers, MemoryPool memory) : IBatchNorm
{
    private const int ColumnsPerTask = 64;

    /// <inheritdoc/>
    public void Moments(int rows, int columns, BufferView x, BufferView moments)
    {
        var body = new MomentChunk { Rows = rows, Columns = columns, PerTask = ChunkRows(columns), X = x.Floats };
        var chunks = Rows.Tasks(rows, body.PerTask);
        var scratch = memory.Rent(2L * chunks * columns);
        body.Partial = scratch.View.Floats;
        workers.For(chunks, body);
        var join = new MomentJoin { Body = body, Chunks = chunks, Moments = moments.Floats };
        workers.For(Rows.Tasks(columns, ColumnsPerTask), join);
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
        var scratch = memory.Rent(2L * columns);
        float* scale = scratch.View.Floats, shift = scale + columns, r = reciprocalDeviation.Floats, g = gamma.Floats, b = beta.Floats;
        for (var c = 0; c < columns; c++)
        {
            scale[c] = r[c] * (g == null ? 1 : g[c]);
            shift[c] = b == null ? 0 : b[c];
        }
        var body = new ApplyBody
        {
            Rows = rows,
            Columns = columns,
            X = x.Floats,
            Mean = mean.Floats,
            Scale = scale,
            Shift = shift,
            Residual = residual.Floats,
            Y = y.Floats,
            Rectify = rectify,
        };
        workers.For(Rows.Tasks(rows, Rows.PerTask(columns)), body);
        scratch.Release();
    }

    /// <inheritdoc/>
    public void BackwardSums(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView rectified, BufferView dy,
        BufferView sums)
    {
        var body = new SumChunk
        {
            Rows = rows,
            Columns = columns,
            PerTask = ChunkRows(columns),
            X = x.Floats,
            Mean = mean.Floats,
            Y = rectified.Floats,
            Dy = dy.Floats,
        };
        var chunks = Rows.Tasks(rows, body.PerTask);
        var scratch = memory.Rent(2L * chunks * columns);
        body.Partial = scratch.View.Floats;
        workers.For(chunks, body);
        workers.For(
            Rows.Tasks(columns, ColumnsPerTask),
            new SumJoin { Columns = columns, Chunks = chunks, Partial = body.Partial, R = reciprocalDeviation.Floats, Sums = sums.Floats });
        scratch.Release();
    }

    /// <inheritdoc/>
    public void BackwardInput(
        int rows, int columns, long count, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView gamma,
        double epsilon, BufferView rectified, BufferView dy, BufferView sums, BufferView dx, bool accumulate)
    {
        if (!sums.IsAbsent && count == rows && rows <= SmallBatchGradient.MaxRows)
        {
            var small = new SmallBatchGradient
            {
                Rows = rows,
                Columns = columns,
                Epsilon = epsilon,
                Accumulate = accumulate,
                X = x.Floats,
                Gamma = gamma.Floats,
                Y = rectified.Floats,
                Dy = dy.Floats,
                Dx = dx.Floats,
            };
            workers.For(Rows.Tasks(columns, SmallBatchGradient.ColumnsPerTask), small);
            return;
        }
        var scratch = memory.Rent(3L * columns);
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
            Rows = rows,
            Columns = columns,
            X = x.Floats,
            Mean = mean.Floats,
            Y = rectified.Floats,
            Dy = dy.Floats,
            Scale = scale,
            Slope = slope,
            Shift = shift,
            Dx = dx.Floats,
            Accumulate = accumulate,
            Frozen = s == null,
        };
        workers.For(Rows.Tasks(rows, Rows.PerTask(columns)), body);
        scratch.Release();
    }

    // Long enough to make the joining cheap, short enough for float32 sums.
    private static int ChunkRows(int columns) => Math.Clamp(Rows.PerTask(columns), 32, 512);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Rectified<TLanes>(float* y, float* dy, long i)
        where TLanes : unmanaged, ILanes<TLanes> =>
        y == null ? TLanes.Load(dy + i) : TLanes.Where(TLanes.Load(y + i) > 0, TLanes.Load(dy + i), 0);

    private struct ApplyBody : IParallelBody, ILaneBody
    {
        public int Rows, Columns;
        public float* X, Mean, Scale, Shift, Residual, Y;
        public bool Rectify;

        public readonly void Run(int index)
        {
            var row = this;
            var perTask = Threads.Rows.PerTask(Columns);
            var first = (long)index * perTask;
            row.X += first * Columns;
            row.Y += first * Columns;
            if (Residual != null) row.Residual += first * Columns;
            for (var last = Math.Min(first + perTask, Rows); first < last; first++)
            {
                LaneLoop.Run(0, Columns, row);
                row.X += Columns;
                row.Y += Columns;
                if (Residual != null) row.Residual += Columns;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Run<TLanes>(long column)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var centred = TLanes.Load(X + column) - TLanes.Load(Mean + column);
            var v = TLanes.MultiplyAdd(centred, TLanes.Load(Scale + column), TLanes.Load(Shift + column));
            if (Residual != null) v += TLanes.Load(Residual + column);
            if (Rectify) v = TLanes.Where(v < 0, 0, v);
            v.Store(Y + column);
        }
    }

    /// <summary>dx = scale·dv + slope·(x − μ) + shift.</summary>
    private struct InputBody : IParallelBody, ILaneBody
    {
        public int Rows, Columns;
        public float* X, Mean, Y, Dy, Scale, Slope, Shift, Dx;
        public bool Accumulate, Frozen;

        public readonly void Run(int index)
        {
            var row = this;
            var perTask = Threads.Rows.PerTask(Columns);
            var first = (long)index * perTask;
            row.X += first * Columns;
            row.Dy += first * Columns;
            row.Dx += first * Columns;
            if (Y != null) row.Y += first * Columns;
            for (var last = Math.Min(first + perTask, Rows); first < last; first++)
            {
                LaneLoop.Run(0, Columns, row);
                row.X += Columns;
                row.Dy += Columns;
                row.Dx += Columns;
                if (Y != null) row.Y += Columns;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Run<TLanes>(long column)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var dx = Rectified<TLanes>(Y, Dy, column) * TLanes.Load(Scale + column);
            if (!Frozen)
            {
                var centred = TLanes.Load(X + column) - TLanes.Load(Mean + column);
                dx += TLanes.MultiplyAdd(centred, TLanes.Load(Slope + column), TLanes.Load(Shift + column));
            }
            if (Accumulate) dx += TLanes.Load(Dx + column);
            dx.Store(Dx + column);
        }
    }
}
