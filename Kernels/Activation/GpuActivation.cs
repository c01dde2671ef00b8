using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Activation;

/// <summary>Activation functions on GPU devices.</summary>
internal sealed class GpuActivation(IGpuQueue queue) : IActivation
{
    private readonly GpuKernel _forward = queue.Kernel("Activation", "Forward");
    private readonly GpuKernel _backward = queue.Kernel("Activation", "Backward");

    /// <inheritdoc/>
    public void Forward(ActivationFunction function, BufferView x, BufferView y, double slope = 0)
    {
        _forward.OverElements(x.Length, x, y, x.Length, (int)function, (float)slope);
    }

    /// <inheritdoc/>
    public void Backward(ActivationFunction function, BufferView x, BufferView dy, BufferView dx, bool accumulate, double slope = 0)
    {
        _backward.OverElements(x.Length, x, dy, dx, x.Length, (int)function, (float)slope, accumulate);
    }
}
