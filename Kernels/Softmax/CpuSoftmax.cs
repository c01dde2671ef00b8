using System.Numerics.Tensors;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Kernels.Softmax;

/// <summary>Softmax and log-softmax in float32, some rows per task.</summary>
internal sealed unsafe class CpuSoftmax(WorkerPool workers) : ISoftmax
{
    /// <inheritdoc/>
    public void Forward(int rows, int columns, BufferView x, BufferView y) =>
        Run(rows, columns, new Body { Kind = Kind.Forward, X = x.Floats, Result = y.Floats });

    /// <inheritdoc/>
    public void Backward(int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate) =>
        Run(rows, columns, new Body { Kind = Kind.Backward, X = y.Floats, Dy = dy.Floats, Result = dx.Floats, Accumulate = accumulate });

    /// <inheritdoc/>
    public void LogForward(int rows, int columns, BufferView x, BufferView y) =>
        Run(rows, columns, new Body { Kind = Kind.LogForward, X = x.Floats, Result = y.Floats });

    /// <inheritdoc/>
    public void LogBackward(int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate) =>
        Run(rows, columns, new Body { Kind = Kind.LogBackward, X = y.Floats, Dy = dy.Floats, Result = dx.Floats, Accumulate = accumulate });

    private void Run(int rows, int columns, Body body)
    {
        if (columns == 0) return;
        body.Rows = rows;
        body.Columns = columns;
        body.PerTask = Rows.PerTask(columns);
        workers.For(Rows.Tasks(rows, body.PerTask), body);
    }

    private enum Kind { Forward, Backward, LogForward, LogBackward }

    private struct Body : IParallelBody
    {
        public Kind Kind;
        public int Rows, Columns, PerTask;
        public float* X, Dy, Result;
        public bool Accumulate;

        public readonly void Run(int index)
        {
            var first = (long)index * PerTask;
            for (var row = first; row < Math.Min(Rows, first + PerTask); row++)
            {
                var x = new ReadOnlySpan<float>(X + (row * Columns), Columns);
                var result = new Span<float>(Result + (row * Columns), Columns);
                if (Kind is Kind.Forward or Kind.LogForward) ForwardRow(x, result);
                else BackwardRow(x, new ReadOnlySpan<float>(Dy + (row * Columns), Columns), result);
            }
        }

        private readonly void ForwardRow(ReadOnlySpan<float> x, Span<float> y)
        {
            TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), y);
            if (Kind == Kind.Forward)
            {
                TensorPrimitives.Exp(y, y);
                TensorPrimitives.Divide(y, TensorPrimitives.Sum<float>(y), y);
                return;
            }
            var sum = 0f;
            foreach (var value in y) sum += MathF.Exp(value);
            TensorPrimitives.Subtract(y, MathF.Log(sum), y);
        }

        private readonly void BackwardRow(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
        {
            var log = Kind == Kind.LogBackward;
            var sum = log ? TensorPrimitives.Sum(dy) : TensorPrimitives.Dot(dy, y);
            for (var c = 0; c < y.Length; c++)
            {
                var value = log ? dy[c] - (MathF.Exp(y[c]) * sum) : y[c] * (dy[c] - sum);
                dx[c] = Accumulate ? dx[c] + value : value;
            }
        }
    }
}
