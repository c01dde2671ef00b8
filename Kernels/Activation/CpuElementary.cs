using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Activation;

/// <summary>The elementary functions in float32 vectors: a formula for f and one for f′, and two loops for all of them.</summary>
internal static unsafe class CpuElementary
{
    private interface IDerivative
    {
        static abstract TLanes Derivative<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes>;
    }

    private interface IFunction : IDerivative
    {
        static abstract TLanes Value<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes>;
    }

    /// <summary>y = f(x).</summary>
    public static void Forward(WorkerPool workers, ActivationFunction function, BufferView x, BufferView y)
    {
        switch (function)
        {
            case ActivationFunction.Exp:
                Forward<Exp>(workers, x, y);
                break;
            case ActivationFunction.Log:
                RangeLoop.Run(workers, x.Length, cost: 1, new LogBody(x.Floats, y.Floats));
                break;
            case ActivationFunction.Sqrt:
                Forward<Sqrt>(workers, x, y);
                break;
            case ActivationFunction.Abs:
                Forward<Abs>(workers, x, y);
                break;
            case ActivationFunction.Sigmoid:
                Forward<Sigmoid>(workers, x, y);
                break;
            case ActivationFunction.Tanh:
                Forward<Tanh>(workers, x, y);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, null);
        }
    }

    /// <summary>dx (+)= dy · f′(x).</summary>
    public static void Backward(WorkerPool workers, ActivationFunction function, BufferView x, BufferView dy, BufferView dx,
        bool accumulate)
    {
        switch (function)
        {
            case ActivationFunction.Exp:
                Backward<Exp>(workers, x, dy, dx, accumulate);
                break;
            case ActivationFunction.Log:
                Backward<Log>(workers, x, dy, dx, accumulate);
                break;
            case ActivationFunction.Sqrt:
                Backward<Sqrt>(workers, x, dy, dx, accumulate);
                break;
            case ActivationFunction.Abs:
                Backward<Abs>(workers, x, dy, dx, accumulate);
                break;
            case ActivationFunction.Sigmoid:
                Backward<Sigmoid>(workers, x, dy, dx, accumulate);
                break;
            case ActivationFunction.Tanh:
                Backward<Tanh>(workers, x, dy, dx, accumulate);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, null);
        }
    }

    private static void Forward<TFunction>(WorkerPool workers, BufferView x, BufferView y)
        where TFunction : unmanaged, IFunction => LaneLoop.Run(workers, x.Length, new ForwardBody<TFunction>(x.Floats, y.Floats));

    private static void Backward<TFunction>(WorkerPool workers, BufferView x, BufferView dy, BufferView dx, bool accumulate)
        where TFunction : unmanaged, IDerivative =>
        LaneLoop.Run(workers, x.Length, new BackwardBody<TFunction>(x.Floats, dy.Floats, dx.Floats, accumulate));

    private readonly struct ForwardBody<TFunction>(float* x, float* y) : ILaneBody
        where TFunction : unmanaged, IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> => TFunction.Value(TLanes.Load(x + i)).Store(y + i);
    }

    private readonly struct BackwardBody<TFunction>(float* x, float* dy, float* dx, bool accumulate) : ILaneBody
        where TFunction : unmanaged, IDerivative
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var gradient = TLanes.Load(dy + i) * TFunction.Derivative(TLanes.Load(x + i));
            (accumulate ? TLanes.Load(dx + i) + gradient : gradient).Store(dx + i);
        }
    }

    private readonly struct LogBody(float* x, float* y) : IRangeBody
    {
        public void Run(long first, long end)
        {
            var count = (int)(end - first);
            TensorPrimitives.Log(new ReadOnlySpan<float>(x + first, count), new Span<float>(y + first, count));
        }
    }

    private readonly struct Exp : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Value<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.Exp(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Derivative<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.Exp(x);
    }

    private readonly struct Log : IDerivative
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Derivative<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => 1 / x;
    }

    private readonly struct Sqrt : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Value<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Sqrt(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Derivative<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => 0.5f / TLanes.Sqrt(x);
    }

    private readonly struct Abs : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Value<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Abs(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Derivative<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            // 0 · x, not 0: the derivative at NaN is NaN.
            return TLanes.Where(x > 0, 1, TLanes.Where(x < 0, -1, 0 * x));
        }
    }

    private readonly struct Sigmoid : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Value<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => 1 / (1 + VectorMath.Exp(0 - x));

        // s(x)·s(−x), without the cancellation of 1 − s(x) for large x.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Derivative<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var decay = VectorMath.Exp(0 - TLanes.Abs(x));
            var sum = 1 + decay;
            return decay / (sum * sum);
        }
    }

    private readonly struct Tanh : IFunction
    {
        // Near zero x + x·u·P(u) with u = x², P fitted at Chebyshev nodes: (e²ˣ − 1)/(e²ˣ + 1) loses the digits there.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Value<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var u = x * x;
            var p = TLanes.MultiplyAdd(-0.006269119715f, u, 0.02111095905f);
            p = TLanes.MultiplyAdd(p, u, -0.05387394885f);
            p = TLanes.MultiplyAdd(p, u, 0.1333291537f);
            p = TLanes.MultiplyAdd(p, u, -0.3333333033f);
            var near = TLanes.MultiplyAdd(x * u, p, x);
            var far = 1 - 2 / (1 + VectorMath.Exp(x + x));
            return TLanes.Where(TLanes.Abs(x) > 0.6f, far, near);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Derivative<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => 4 * Sigmoid.Derivative(x + x);
    }
}
