using System.Runtime.Intrinsics;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Softmax;

/// <summary>Softmax and log-softmax in float32, some rows per task.</summary>
internal static class CpuSoftmax
{
    /// <summary>The kernels for the widest vectors of this machine.</summary>
    public static ISoftmax Create(WorkerPool workers) =>
        Vector512.IsHardwareAccelerated ? new CpuSoftmax<Simd512, Vector512<float>>(workers)
        : Vector256.IsHardwareAccelerated ? new CpuSoftmax<Simd256, Vector256<float>>(workers)
        : new CpuSoftmax<Simd128, Vector128<float>>(workers);
}

/// <inheritdoc cref="CpuSoftmax"/>
internal sealed unsafe class CpuSoftmax<TSimd, TVector>(WorkerPool workers) : ISoftmax
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    /// <inheritdoc/>
    public void Forward(int rows, int columns, BufferView x, BufferView y)
    {
        SoftmaxOperands.RequireForward(rows, columns, x, y);
        Run(new Body { Kind = Kind.Forward, Rows = rows, Columns = columns, X = x.Floats, Result = y.Floats });
    }

    /// <inheritdoc/>
    public void Backward(int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate)
    {
        SoftmaxOperands.RequireBackward(rows, columns, y, dy, dx);
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
        SoftmaxOperands.RequireForward(rows, columns, x, y);
        Run(new Body { Kind = Kind.LogForward, Rows = rows, Columns = columns, X = x.Floats, Result = y.Floats });
    }

    /// <inheritdoc/>
    public void LogBackward(int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate)
    {
        SoftmaxOperands.RequireBackward(rows, columns, y, dy, dx);
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
            var sum = SoftmaxRow<TSimd, TVector>.Exponentiate(x, SoftmaxRow<TSimd, TVector>.Max(x, columns), y, columns);
            var normalizer = TSimd.Create(1 / sum);
            for (var c = 0; c < columns; c += TSimd.Lanes)
                SimdRow<TSimd, TVector>.Store(y, c, columns, TSimd.Multiply(SimdRow<TSimd, TVector>.Load(y, c, columns), normalizer));
        }

        private readonly void LogForwardRow(float* x, float* y)
        {
            var columns = Columns;
            var max = SoftmaxRow<TSimd, TVector>.Max(x, columns);
            var logSum = TSimd.Create(MathF.Log(SoftmaxRow<TSimd, TVector>.SumOfExponentials(x, max, columns)));
            var shift = TSimd.Create(max);
            for (var c = 0; c < columns; c += TSimd.Lanes)
            {
                var shifted = TSimd.Subtract(SimdRow<TSimd, TVector>.Load(x, c, columns), shift);
                SimdRow<TSimd, TVector>.Store(y, c, columns, TSimd.Subtract(shifted, logSum));
            }
        }

        private readonly void BackwardRow(float* y, float* dy, float* dx)
        {
            var (columns, accumulate) = (Columns, Accumulate);
            var isLog = Kind == Kind.LogBackward;
            var partial = TSimd.Create(0);
            var one = TSimd.Create(1);
            for (var c = 0; c < columns; c += TSimd.Lanes)
            {
                var factor = isLog ? one : SimdRow<TSimd, TVector>.Load(y, c, columns);
                partial = TSimd.MultiplyAdd(SimdRow<TSimd, TVector>.Load(dy, c, columns), factor, partial);
            }

            var sum = TSimd.Create(TSimd.Sum(partial));
            for (var c = 0; c < columns; c += TSimd.Lanes)
            {
                var value = SimdRow<TSimd, TVector>.Load(y, c, columns);
                var gradient = SimdRow<TSimd, TVector>.Load(dy, c, columns);
                gradient = isLog
                    ? TSimd.Subtract(gradient, TSimd.Multiply(VectorMath.Exp<TSimd, TVector>(value), sum))
                    : TSimd.Multiply(value, TSimd.Subtract(gradient, sum));
                if (accumulate) gradient = TSimd.Add(SimdRow<TSimd, TVector>.Load(dx, c, columns), gradient);
                SimdRow<TSimd, TVector>.Store(dx, c, columns, gradient);
            }
        }
    }
}
