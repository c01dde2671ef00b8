using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Optimizer;

/// <summary>Parameter updates in float32 vectors: one pass over memory each, two for LARS.</summary>
internal sealed unsafe class CpuOptimizerStep(WorkerPool workers) : IOptimizerStep
{
    /// <inheritdoc/>
    public void Adam(
        in AdamSettings settings, BufferView parameter, BufferView gradient, BufferView firstMoment, BufferView secondMoment,
        BufferView gradientScale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Step, 1, nameof(settings));
        gradient.RequireLength(parameter.Length);
        firstMoment.RequireLength(parameter.Length);
        secondMoment.RequireLength(parameter.Length);
        var constants = new AdamConstants(settings, Scale(gradientScale));
        LaneLoop.Run(
            workers, parameter.Length, new AdamBody(constants, parameter.Floats, gradient.Floats, firstMoment.Floats, secondMoment.Floats));
    }

    /// <inheritdoc/>
    public void Sgd(in SgdSettings settings, BufferView parameter, BufferView gradient, BufferView moment, BufferView gradientScale)
    {
        gradient.RequireLength(parameter.Length);
        if (!moment.IsAbsent) moment.RequireLength(parameter.Length);
        var body = new SgdBody(settings, Scale(gradientScale), parameter.Floats, gradient.Floats, moment.Floats);
        LaneLoop.Run(workers, parameter.Length, body);
    }

    /// <inheritdoc/>
    public void Lars(in LarsSettings settings, BufferView parameter, BufferView gradient, BufferView moment, BufferView gradientScale)
    {
        gradient.RequireLength(parameter.Length);
        moment.RequireLength(parameter.Length);
        float* w = parameter.Floats, g = gradient.Floats;
        var scale = Scale(gradientScale);
        var decay = settings.Adapt ? (float)settings.WeightDecay : 0;
        var q = 1.0;
        if (settings.Adapt)
        {
            var squareW = LaneSum.Of(workers, parameter.Length, new SquaredSum(1, w, 0, w));
            var squareG = LaneSum.Of(workers, parameter.Length, new SquaredSum(scale, g, decay, w));
            if (squareW > 0 && squareG > 0) q = settings.Trust * Math.Sqrt(squareW / squareG);
        }
        LaneLoop.Run(workers, parameter.Length, new LarsBody(settings, scale, decay, (float)q, w, g, moment.Floats));
    }

    private static float Scale(BufferView gradientScale) => gradientScale.IsAbsent ? 1 : *gradientScale.Floats;

    // What the formulas have in front of vectors, rounded once from double.
    private readonly struct AdamConstants(in AdamSettings settings, float scale)
    {
        public readonly float Scale = scale;
        public readonly float CoupledDecay = (float)(settings.Decoupled ? 0 : settings.WeightDecay);
        public readonly float Shrink = (float)(settings.Decoupled ? 1 - settings.LearningRate * settings.WeightDecay : 1);
        public readonly float NewFirst = (float)(1 - settings.Beta1);
        public readonly float Beta2 = (float)settings.Beta2;
        public readonly float NewSecond = (float)(1 - settings.Beta2);
        public readonly float Epsilon = (float)settings.Epsilon;
        public readonly float Rate = (float)(settings.LearningRate / (1 - Math.Pow(settings.Beta1, settings.Step)));
        public readonly float RootScale = (float)(1 / Math.Sqrt(1 - Math.Pow(settings.Beta2, settings.Step)));
    }

    private readonly struct AdamBody(AdamConstants constants, float* parameter, float* gradient, float* first, float* second) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var w = TLanes.Load(parameter + i);
            var g = TLanes.MultiplyAdd(constants.CoupledDecay, w, constants.Scale * TLanes.Load(gradient + i));
            var m = TLanes.Load(first + i);
            m = TLanes.MultiplyAdd(constants.NewFirst, g - m, m);
            var v = TLanes.MultiplyAdd(constants.NewSecond * g, g, constants.Beta2 * TLanes.Load(second + i));
            var root = TLanes.MultiplyAdd(TLanes.Sqrt(v), constants.RootScale, constants.Epsilon);
            (constants.Shrink * w - constants.Rate * m / root).Store(parameter + i);
            m.Store(first + i);
            v.Store(second + i);
        }
    }

    private readonly struct SgdBody(in SgdSettings settings, float scale, float* parameter, float* gradient, float* moment) : ILaneBody
    {
        private readonly float _rate = (float)settings.LearningRate;
        private readonly float _momentum = (float)settings.Momentum;
        private readonly float _decay = (float)settings.WeightDecay;
        private readonly bool _nesterov = settings.Nesterov;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var w = TLanes.Load(parameter + i);
            var g = TLanes.MultiplyAdd(_decay, w, scale * TLanes.Load(gradient + i));
            if (moment != null)
            {
                var m = TLanes.MultiplyAdd(_momentum, TLanes.Load(moment + i), g);
                m.Store(moment + i);
                g = _nesterov ? TLanes.MultiplyAdd(_momentum, m, g) : m;
            }
            (w - _rate * g).Store(parameter + i);
        }
    }

    // (a·x + b·y)²
    private readonly struct SquaredSum(float a, float* x, float b, float* y) : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes At<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var sum = TLanes.MultiplyAdd(b, TLanes.Load(y + i), a * TLanes.Load(x + i));
            return sum * sum;
        }
    }

    private readonly struct LarsBody(
        in LarsSettings settings, float scale, float decay, float q, float* parameter, float* gradient, float* moment) : ILaneBody
    {
        private readonly float _rate = (float)settings.LearningRate;
        private readonly float _momentum = (float)settings.Momentum;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var w = TLanes.Load(parameter + i);
            var g = TLanes.MultiplyAdd(decay, w, scale * TLanes.Load(gradient + i));
            var m = TLanes.MultiplyAdd(_momentum, TLanes.Load(moment + i), q * g);
            m.Store(moment + i);
            (w - _rate * m).Store(parameter + i);
        }
    }
}
