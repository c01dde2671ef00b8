using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Optimizer;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedOptimizerStep(MemoryPool memory, IOptimizerStep kernels) : IOptimizerStep
{
    /// <inheritdoc/>
    public void Adam(
        in AdamSettings settings, BufferView parameter, BufferView gradient, BufferView firstMoment, BufferView secondMoment,
        BufferView gradientScale)
    {
        using var call = new KernelCall(memory, "Adam");
        call.Between(settings.Step, 1, long.MaxValue);
        call.Reads(gradient, parameter.Length);
        call.ReadsIfGiven(gradientScale, 1);
        call.Writes(parameter, parameter.Length);
        call.Writes(firstMoment, parameter.Length);
        call.Writes(secondMoment, parameter.Length);
        kernels.Adam(settings, parameter, gradient, firstMoment, secondMoment, gradientScale);
    }

    /// <inheritdoc/>
    public void Sgd(in SgdSettings settings, BufferView parameter, BufferView gradient, BufferView moment, BufferView gradientScale)
    {
        using var call = new KernelCall(memory, "SGD");
        call.Reads(gradient, parameter.Length);
        call.ReadsIfGiven(gradientScale, 1);
        call.Writes(parameter, parameter.Length);
        call.WritesIfGiven(moment, parameter.Length);
        kernels.Sgd(settings, parameter, gradient, moment, gradientScale);
    }

    /// <inheritdoc/>
    public void Lars(in LarsSettings settings, BufferView parameter, BufferView gradient, BufferView moment, BufferView gradientScale)
    {
        using var call = new KernelCall(memory, "LARS");
        call.Reads(gradient, parameter.Length);
        call.ReadsIfGiven(gradientScale, 1);
        call.Writes(parameter, parameter.Length);
        call.Writes(moment, parameter.Length);
        kernels.Lars(settings, parameter, gradient, moment, gradientScale);
    }
}
