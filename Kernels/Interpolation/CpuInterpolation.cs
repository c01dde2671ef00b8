using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Interpolation;

/// <summary>Bilinear resampling in float32: rows in parallel, vectors along the channels, weights made in double.</summary>
internal sealed unsafe class CpuInterpolation(WorkerPool workers) : IInterpolation
{
    /// <inheritdoc/>
    public void Forward(in InterpolationProblem problem, BufferView x, BufferView y)
    {
        var rows = problem.Batch * problem.OutHeight;
        var perTask = Rows.PerTask(problem.OutWidth * problem.Channels);
        workers.For(
            Rows.Tasks(rows, perTask),
            new ForwardRows { Problem = problem, Rows = rows, PerTask = perTask, X = x.Floats, Y = y.Floats });
    }

    /// <inheritdoc/>
    public void Backward(in InterpolationProblem problem, BufferView dy, BufferView dx, bool accumulate)
    {
        var rows = problem.Batch * problem.Height;
        var perTask = Rows.PerTask(problem.Width * problem.Channels);
        workers.For(Rows.Tasks(rows, perTask), new BackwardRows
        {
            Problem = problem,
            Rows = rows,
            PerTask = perTask,
            Dy = dy.Floats,
            Dx = dx.Floats,
            Accumulate = accumulate,
        });
    }

    private struct ForwardRows : IParallelBody
    {
        public InterpolationProblem Problem;
        public int Rows, PerTask;
        public float* X, Y;

        public readonly void Run(int index)
        {
            var p = Problem;
            var step = (long)p.Width * p.Channels;
            var first = (long)index * PerTask;
            var y = Y + (first * p.OutWidth * p.Channels);
            for (var row = first; row < Math.Min(first + PerTask, Rows); row++)
            {
                var (image, r) = Math.DivRem(row, p.OutHeight);
                var taps = LinearTap.At((int)r, p.Height, p.OutHeight);
                float* upper = X + (((image * p.Height) + taps.First) * step), lower = X + (((image * p.Height) + taps.Second) * step);
                for (var c = 0; c < p.OutWidth; c++, y += p.Channels)
                {
                    var column = LinearTap.At(c, p.Width, p.OutWidth);
                    long left = (long)column.First * p.Channels, right = (long)column.Second * p.Channels;
                    LaneLoop.Run(0, p.Channels, new Corners
                    {
                        UpperLeft = upper + left,
                        UpperRight = upper + right,
                        LowerLeft = lower + left,
                        LowerRight = lower + right,
                        Right = (float)column.Weight,
                        Lower = (float)taps.Weight,
                        Y = y,
                    });
                }
            }
        }
    }

    /// <summary>One output pixel.</summary>
    private struct Corners : ILaneBody
    {
        public float* UpperLeft, UpperRight, LowerLeft, LowerRight, Y;
        public float Right, Lower;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Run<TLanes>(long column)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes right = Right, left = 1 - Right;
            TLanes lower = Lower, upper = 1 - Lower;
            var above = TLanes.MultiplyAdd(right, TLanes.Load(UpperRight + column), left * TLanes.Load(UpperLeft + column));
            var below = TLanes.MultiplyAdd(right, TLanes.Load(LowerRight + column), left * TLanes.Load(LowerLeft + column));
            TLanes.MultiplyAdd(lower, below, upper * above).Store(Y + column);
        }
    }

    private struct BackwardRows : IParallelBody
    {
        public InterpolationProblem Problem;
        public int Rows, PerTask;
        public float* Dy, Dx;
        public bool Accumulate;

        public readonly void Run(int index)
        {
            var p = Problem;
            var first = (long)index * PerTask;
            var dx = Dx + (first * p.Width * p.Channels);
            for (var row = first; row < Math.Min(first + PerTask, Rows); row++)
            {
                var (image, m) = Math.DivRem(row, p.Height);
                var rows = LinearTap.Reaching((int)m, p.Height, p.OutHeight);
                for (var n = 0; n < p.Width; n++, dx += p.Channels)
                {
                    if (!Accumulate) new Span<float>(dx, p.Channels).Clear();
                    var columns = LinearTap.Reaching(n, p.Width, p.OutWidth);
                    for (var r = rows.First; r <= rows.Last; r++)
                    {
                        var rowWeight = LinearTap.At(r, p.Height, p.OutHeight).WeightOf((int)m);
                        if (rowWeight == 0) continue;
                        for (var c = columns.First; c <= columns.Last; c++)
                        {
                            var weight = rowWeight * LinearTap.At(c, p.Width, p.OutWidth).WeightOf(n);
                            if (weight == 0) continue;
                            var dy = Dy + ((((image * p.OutHeight) + r) * p.OutWidth) + c) * p.Channels;
                            LaneLoop.Run(0, p.Channels, new Weighted { Weight = (float)weight, Dy = dy, Dx = dx });
                        }
                    }
                }
            }
        }
    }

    /// <summary>Adds one weighted output gradient to an input's.</summary>
    private struct Weighted : ILaneBody
    {
        public float* Dy, Dx;
        public float Weight;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Run<TLanes>(long column)
            where TLanes : unmanaged, ILanes<TLanes> =>
            TLanes.MultiplyAdd(Weight, TLanes.Load(Dy + column), TLanes.Load(Dx + column)).Store(Dx + column);
    }
}
