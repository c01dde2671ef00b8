using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Activation;

/// <summary>The activation functions in float32 vectors.</summary>
internal sealed unsafe class CpuActivation(WorkerPool workers) : IActivation
{
    private const float InverseSqrt2 = 0.70710678f;
    private const float InverseSqrt2Pi = 0.39894228f;

    /// <inheritdoc/>
    public void Forward(ActivationFunction function, BufferView x, BufferView y, double slope)
    {
        y.RequireLength(x.Length);
        switch (function)
        {
            case ActivationFunction.Identity:
                LaneLoop.Run(workers, x.Length, new LeakyReluBody(x.Floats, y.Floats, 1));
                break;
            case ActivationFunction.Gelu:
                LaneLoop.Run(workers, x.Length, new GeluBody(x.Floats, y.Floats));
                break;
            case ActivationFunction.Relu:
                LaneLoop.Run(workers, x.Length, new ReluBody(x.Floats, y.Floats));
                break;
            case ActivationFunction.LeakyRelu:
                LaneLoop.Run(workers, x.Length, new LeakyReluBody(x.Floats, y.Floats, (float)slope));
                break;
            default:
                CpuElementary.Forward(workers, function, x, y);
                break;
        }
    }

    /// <inheritdoc/>
    public void Backward(ActivationFunction function, BufferView x, BufferView dy, BufferView dx, bool accumulate, double slope)
    {
        dy.RequireLength(x.Length);
        dx.RequireLength(x.Length);
        switch (function)
        {
            case ActivationFunction.Identity:
                LaneLoop.Run(workers, x.Length, new LeakyReluBackwardBody(x.Floats, dy.Floats, dx.Floats, 1, accumulate));
                break;
            case ActivationFunction.Gelu:
                LaneLoop.Run(workers, x.Length, new GeluBackwardBody(x.Floats, dy.Floats, dx.Floats, accumulate));
                break;
            case ActivationFunction.Relu:
                LaneLoop.Run(workers, x.Length, new ReluBackwardBody(x.Floats, dy.Floats, dx.Floats, accumulate));
                break;
            case ActivationFunction.LeakyRelu:
                LaneLoop.Run(workers, x.Length, new LeakyReluBackwardBody(x.Floats, dy.Floats, dx.Floats, (float)slope, accumulate));
                break;
            default:
                CpuElementary.Backward(workers, function, x, dy, dx, accumulate);
                break;
        }
    }

    private readonly struct ReluBody(float* x, float* y) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var value = TLanes.Load(x + i);
            TLanes.Where(value < 0, 0, value).Store(y + i);
        }
    }

    private readonly struct ReluBackwardBody(float* x, float* dy, float* dx, bool accumulate) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var gradient = TLanes.Where(TLanes.Load(x + i) > 0, TLanes.Load(dy + i), 0);
            (accumulate ? TLanes.Load(dx + i) + gradient : gradient).Store(dx + i);
        }
    }

    // Also the identity, with slope 1.
    private readonly struct LeakyReluBody(float* x, float* y, float slope) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var value = TLanes.Load(x + i);
            TLanes.Where(value > 0, value, slope * value).Store(y + i);
        }
    }

    private readonly struct LeakyReluBackwardBody(float* x, float* dy, float* dx, float slope, bool accumulate) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var gradient = TLanes.Load(dy + i);
            gradient = TLanes.Where(TLanes.Load(x + i) > 0, gradient, slope * gradient);
            (accumulate ? TLanes.Load(dx + i) + gradient : gradient).Store(dx + i);
        }
    }

    private readonly struct GeluBody(float* x, float* y) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var value = TLanes.Load(x + i);
            (value * NormalDistribution(value)).Store(y + i);
        }

        // Φ(x)
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes NormalDistribution<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            return TLanes.MultiplyAdd(0.5f, VectorMath.Erf(x * InverseSqrt2), 0.5f);
        }
    }

    // Φ(x) + x·φ(x)
    private readonly struct GeluBackwardBody(float* x, float* dy, float* dx, bool accumulate) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var value = TLanes.Load(x + i);
            var density = InverseSqrt2Pi * VectorMath.Exp(-0.5f * value * value);
            var gradient = TLanes.Load(dy + i) * TLanes.MultiplyAdd(value, density, GeluBody.NormalDistribution(value));
            (accumulate ? TLanes.Load(dx + i) + gradient : gradient).Store(dx + i);
        }
    }
}
