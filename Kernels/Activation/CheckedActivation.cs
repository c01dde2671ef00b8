using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Activation;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedActivation(MemoryPool memory, IActivation kernels) : IActivation
{
    /// <inheritdoc/>
    public void Forward(ActivationFunction function, BufferView x, BufferView y, double slope = 0)
    {
        using var call = new KernelCall(memory, "activation");
        if (!Enum.IsDefined(function)) call.Refuse($"unknown activation function {function}");
        call.Reads(x, x.Length);
        call.Writes(y, x.Length, inPlaceOf: x);
        kernels.Forward(function, x, y, slope);
    }

    /// <inheritdoc/>
    public void Backward(ActivationFunction function, BufferView x, BufferView dy, BufferView dx, bool accumulate, double slope = 0)
    {
        using var call = new KernelCall(memory, "activation backward");
        if (!Enum.IsDefined(function)) call.Refuse($"unknown activation function {function}");
        call.Reads(x, x.Length);
        call.Reads(dy, x.Length);
        call.Writes(dx, x.Length, accumulate ? default : dy);
        kernels.Backward(function, x, dy, dx, accumulate, slope);
    }
}
