using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.Elementwise;
using EcgCmrNative.Kernels.Gather;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Gemm.Gpu;
using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.LayerNorm;
using EcgCmrNative.Kernels.Optimizer;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Kernels.Reconstruction;
using EcgCmrNative.Kernels.Reduction;
using EcgCmrNative.Kernels.Softmax;

namespace EcgCmrNative.Kernels.Devices.Gpu;

/// <summary>The kernels of GPU devices. Families not listed here are unsupported.</summary>
internal sealed class GpuKernels(IGpuQueue queue) : IDeviceKernels
{
    /// <summary>As <see cref="Gemm"/>, with the rungs of the ladder.</summary>
    public GpuGemm Products => field ??= new GpuGemm(queue);

    /// <summary>As <see cref="Reduction"/>, with the sums that other families take.</summary>
    public GpuReduction Sums => field ??= new GpuReduction(queue);

    /// <inheritdoc/>
    public IGemm Gemm => Products;

    /// <inheritdoc/>
    public IAttention Attention => field ??= new ComposedAttention(queue.Memory, Gemm, Softmax);

    /// <inheritdoc/>
    public ILayerNorm LayerNorm => field ??= new GpuLayerNorm(queue, Sums);

    /// <inheritdoc/>
    public ISoftmax Softmax => field ??= new GpuSoftmax(queue);

    /// <inheritdoc/>
    public IActivation Activation => field ??= new GpuActivation(queue);

    /// <inheritdoc/>
    public IElementwise Elementwise => field ??= new GpuElementwise(queue);

    /// <inheritdoc/>
    public IReduction Reduction => Sums;

    /// <inheritdoc/>
    public IGather Gather => field ??= new GpuGather(queue, Sums);

    /// <inheritdoc/>
    public IReconstruction Reconstruction => field ??= new GpuReconstruction(queue, Sums);

    /// <inheritdoc/>
    public IOptimizerStep OptimizerStep => field ??= new GpuOptimizerStep(queue, Sums);

    /// <inheritdoc/>
    public IRandom Random => field ??= new GpuRandom(queue);
}
