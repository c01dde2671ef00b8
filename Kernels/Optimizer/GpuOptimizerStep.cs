using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Reduction;

namespace EcgCmrNative.Kernels.Optimizer;

/// <summary>Parameter updates on GPU devices. What depends on the step alone is computed here, in double.</summary>
internal sealed class GpuOptimizerStep(IGpuQueue queue, IReduction sums) : IOptimizerStep
{
    private readonly GpuKernel _adam = queue.Kernel("Optimizer", "Adam");
    private readonly GpuKernel _sgd = queue.Kernel("Optimizer", "Sgd");
    private readonly GpuKernel _decayedGradient = queue.Kernel("Optimizer", "DecayedGradient");
    private readonly GpuKernel _lars = queue.Kernel("Optimizer", "Lars");

    /// <inheritdoc/>
    public void Adam(
        in AdamSettings settings, BufferView parameter, BufferView gradient, BufferView firstMoment, BufferView secondMoment,
        BufferView gradientScale)
    {
        var decoupledDecay = settings.Decoupled ? settings.LearningRate * settings.WeightDecay : 0;
        var coupledDecay = settings.Decoupled ? 0 : settings.WeightDecay;
        var stepSize = settings.LearningRate / (1 - Math.Pow(settings.Beta1, settings.Step));
        var secondCorrection = 1 / (1 - Math.Pow(settings.Beta2, settings.Step));
        _adam.OverElements(
            parameter.Length, parameter, gradient, firstMoment, secondMoment, gradientScale, parameter.Length,
            (float)decoupledDecay, (float)coupledDecay, (float)settings.Beta1, (float)(1 - settings.Beta1),
            (float)settings.Beta2, (float)(1 - settings.Beta2), (float)stepSize, (float)secondCorrection, (float)settings.Epsilon);
    }

    /// <inheritdoc/>
    public void Sgd(in SgdSettings settings, BufferView parameter, BufferView gradient, BufferView moment, BufferView gradientScale)
    {
        _sgd.OverElements(
            parameter.Length, parameter, gradient, moment, gradientScale, parameter.Length,
            (float)settings.LearningRate, (float)settings.Momentum, (float)settings.WeightDecay, settings.Nesterov);
    }

    /// <inheritdoc/>
    public void Lars(in LarsSettings settings, BufferView parameter, BufferView gradient, BufferView moment, BufferView gradientScale)
    {
        var length = parameter.Length;
        _lars.Require(length, "elements");
        var scratch = queue.Memory.Rent(length + 2);
        var decayed = scratch.View.Slice(0, length);
        var norms = settings.Adapt ? scratch.View.Slice(length, 2) : default;
        _decayedGradient.OverElements(
            length, parameter, gradient, gradientScale, decayed, length, settings.Adapt ? (float)settings.WeightDecay : 0f);
        if (settings.Adapt)
        {
            sums.Dot(parameter, parameter, norms.Slice(0, 1), false);
            sums.Dot(decayed, decayed, norms.Slice(1, 1), false);
        }
        _lars.OverElements(
            length, parameter, decayed, moment, norms, length, (float)settings.LearningRate, (float)settings.Momentum,
            (float)settings.Trust);
        scratch.Release();
    }
}
