using System.Numerics.Tensors;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;

namespace EcgCmrNative.Kernels.L2Norm;

/// <summary>Rows to unit norm in float32, some rows per task. Long and short rows do not over- or underflow.</summary>
internal sealed unsafe class CpuL2Norm(WorkerPool workers) : IL2Norm
{
    /// <inheritdoc/>
    public void Forward(int rows, int columns, BufferView x, double epsilon, BufferView y, BufferView norms) =>
        Run(new Body { Rows = rows, Columns = columns, Epsilon = (float)epsilon, X = x.Floats, Result = y.Floats, Norms = norms.Floats });

    /// <inheritdoc/>
    public void Backward(
        int rows, int columns, BufferView y, double epsilon, BufferView norms, BufferView dy, BufferView dx, bool accumulate) =>
        Run(new Body
        {
            Rows = rows,
            Columns = columns,
            Epsilon = (float)epsilon,
            X = y.Floats,
            Dy = dy.Floats,
            Result = dx.Floats,
            Norms = norms.Floats,
            Accumulate = accumulate,
            IsBackward = true,
        });

    private void Run(Body body) => workers.For(Rows.Tasks(body.Rows, Rows.PerTask(body.Columns)), body);

    private struct Body : IParallelBody
    {
        public int Rows, Columns;
        public float Epsilon;
        public float* X, Dy, Result, Norms;
        public bool Accumulate, IsBackward;

        public readonly void Run(int index)
        {
            var perTask = Threads.Rows.PerTask(Columns);
            for (var row = (long)index * perTask; row < Math.Min(Rows, ((long)index + 1) * perTask); row++)
            {
                var x = new ReadOnlySpan<float>(X + (row * Columns), Columns);
                var result = new Span<float>(Result + (row * Columns), Columns);
                if (IsBackward) BackwardRow(x, new ReadOnlySpan<float>(Dy + (row * Columns), Columns), Norms[row], result);
                else ForwardRow(x, result, Norms == null ? null : Norms + row);
            }
        }

        private readonly void ForwardRow(ReadOnlySpan<float> x, Span<float> y, float* saved)
        {
            var norm = Norm(x);
            TensorPrimitives.Divide(x, Math.Max(norm, Epsilon), y);
            if (saved != null) *saved = norm;
        }

        private readonly void BackwardRow(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, float norm, Span<float> dx)
        {
            var along = norm < Epsilon ? 0 : TensorPrimitives.Dot(dy, y);
            var scale = 1 / Math.Max(norm, Epsilon);
            for (var c = 0; c < dx.Length; c++) dx[c] = (Accumulate ? dx[c] : 0) + ((dy[c] - (y[c] * along)) * scale);
        }

        private static float Norm(ReadOnlySpan<float> x)
        {
            var squares = TensorPrimitives.SumOfSquares(x);
            if (squares is > 1e-30f and < float.PositiveInfinity) return MathF.Sqrt(squares);

            // The squares left the range of float32, or something is not a number.
            var sum = 0.0;
            foreach (var value in x) sum += (double)value * value;
            return (float)Math.Sqrt(sum);
        }
    }
}
