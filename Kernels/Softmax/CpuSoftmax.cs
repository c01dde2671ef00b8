using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Softmax;

/// <summary>Softmax and log-softmax in float32, some rows per task.</summary>
internal sealed unsafe class CpuSoftmax<TLanes>(WorkerPool workers) : ISoftmax
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <inheritdoc/>
    public void Forward(int rows, int columns, BufferView x, BufferView y)
    {
        Run(new Body { Kind = Kind.Forward, Rows = rows, Columns = columns, X = x.Floats, Result = y.Floats });
    }

    /// <inheritdoc/>
    public void Backward(int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate)
    {
        Run(new Body
        {
            Kind = Kind.Backward,
            Accumulate = accumulate,
            Rows = rows,
            Columns = columns,
            X = y.Floats,
            Dy = dy.Floats,
            Result = dx.Floats,
        });
    }

    /// <inheritdoc/>
    public void LogForward(int rows, int columns, BufferView x, BufferView y)
    {
        Run(new Body { Kind = Kind.LogForward, Rows = rows, Columns = columns, X = x.Floats, Result = y.Floats });
    }

    /// <inheritdoc/>
    public void LogBackward(int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate)
    {
        Run(new Body
        {
            Kind = Kind.LogBackward,
            Accumulate = accumulate,
            Rows = rows,
            Columns = columns,
            X = y.Floats,
            Dy = dy.Floats,
            Result = dx.Floats,
        });
    }

    private void Run(in Body body) => workers.For(Rows.Tasks(body.Rows, Rows.PerTask(body.Columns)), body);

    private enum Kind { Forward, Backward, LogForward, LogBackward }

    private struct Body : IParallelBody
    {
        public Kind Kind;
        public bool Accumulate;
        public int Rows, Columns;
        public float* X, Dy, Result;

        public readonly void Run(int index)
        {
            var perTask = Threads.Rows.PerTask(Columns);
            for (var row = index * (long)perTask; row < Math.Min(Rows, (index + 1L) * perTask); row++)
            {
                var at = row * Columns;
                switch (Kind)
                {
                    case Kind.Forward:
                        ForwardRow(X + at, Result + at);
                        break;
                    case Kind.LogForward:
                        LogForwardRow(X + at, Result + at);
                        break;
                    default:
                        BackwardRow(X + at, Dy + at, Result + at);
                        break;
                }
            }
        }

        private readonly void ForwardRow(float* x, float* y)
        {
            var columns = Columns;
            var sum = SoftmaxRow<TLanes>.Exponentiate(x, SoftmaxRow<TLanes>.Max(x, columns), y, columns);
            TLanes normalizer = 1 / sum;
            for (var c = 0; c < columns; c += TLanes.Count)
                LaneRow.Store(LaneRow.Load<TLanes>(y, c, columns) * normalizer, y, c, columns);
        }

        private readonly void LogForwardRow(float* x, float* y)
        {
            var columns = Columns;
            var max = SoftmaxRow<TLanes>.Max(x, columns);
            TLanes shift = max, logSum = MathF.Log(SoftmaxRow<TLanes>.SumOfExponentials(x, max, columns));
            for (var c = 0; c < columns; c += TLanes.Count)
            {
                var shifted = LaneRow.Load<TLanes>(x, c, columns) - shift;
                LaneRow.Store(shifted - logSum, y, c, columns);
            }
        }

        private readonly void BackwardRow(float* y, float* dy, float* dx)
        {
            var (columns, accumulate) = (Columns, Accumulate);
            var isLog = Kind == Kind.LogBackward;
            TLanes partial = 0;
            for (var c = 0; c < columns; c += TLanes.Count)
            {
                var factor = isLog ? 1 : LaneRow.Load<TLanes>(y, c, columns);
                partial.AddProduct(LaneRow.Load<TLanes>(dy, c, columns), factor);
            }

            TLanes sum = TLanes.Sum(partial);
            for (var c = 0; c < columns; c += TLanes.Count)
            {
                var value = LaneRow.Load<TLanes>(y, c, columns);
                var gradient = LaneRow.Load<TLanes>(dy, c, columns);
                gradient = isLog
                    ? gradient - VectorMath.Exp(value) * sum
                    : value * (gradient - sum);
                if (accumulate) gradient = LaneRow.Load<TLanes>(dx, c, columns) + gradient;
                LaneRow.Store(gradient, dx, c, columns);
            }
        }
    }
}
