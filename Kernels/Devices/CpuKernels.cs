using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.BatchNorm;
using EcgCmrNative.Kernels.Contrastive;
using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.CrossEntropy;
using EcgCmrNative.Kernels.Elementwise;
using EcgCmrNative.Kernels.Gather;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Interpolation;
using EcgCmrNative.Kernels.L2Norm;
using EcgCmrNative.Kernels.LayerNorm;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Optimizer;
using EcgCmrNative.Kernels.Pooling;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Kernels.Reconstruction;
using EcgCmrNative.Kernels.Reduction;
using EcgCmrNative.Kernels.Softmax;
using EcgCmrNative.Kernels.Threads;

namespace EcgCmrNative.Kernels.Devices;

/// <summary>The kernels of the processor.</summary>
internal sealed class CpuKernels(WorkerPool workers, MemoryPool memory) : IDeviceKernels
{
    private readonly WideKernels _wide = WideKernels.Create(workers, memory);

    /// <inheritdoc/>
    public IActivation Activation => field ??= new CpuActivation(workers);

    /// <inheritdoc/>
    public IAttention Attention => _wide.Attention;

    /// <inheritdoc/>
    public IBatchNorm BatchNorm => field ??= new CpuBatchNorm(workers, memory);

    /// <inheritdoc/>
    public IConvolution Convolution => _wide.Convolution;

    /// <inheritdoc/>
    public ICrossEntropy CrossEntropy => field ??= new CpuCrossEntropy(workers, memory);

    /// <inheritdoc/>
    public IElementwise Elementwise => field ??= new CpuElementwise(workers);

    /// <inheritdoc/>
    public IGather Gather => field ??= new CpuGather(workers);

    /// <inheritdoc/>
    public IGemm Gemm => _wide.Gemm;

    /// <inheritdoc/>
    public IInfoNce InfoNce => field ??= new CpuInfoNce(workers, memory, Gemm);

    /// <inheritdoc/>
    public IInterpolation Interpolation => field ??= new CpuInterpolation(workers);

    /// <inheritdoc/>
    public IL2Norm L2Norm => field ??= new CpuL2Norm(workers);

    /// <inheritdoc/>
    public ILayerNorm LayerNorm => _wide.LayerNorm;

    /// <inheritdoc/>
    public IOptimizerStep OptimizerStep => field ??= new CpuOptimizerStep(workers);

    /// <inheritdoc/>
    public IPooling Pooling => field ??= new CpuPooling(workers);

    /// <inheritdoc/>
    public IRandom Random => field ??= new CpuRandom(workers);

    /// <inheritdoc/>
    public IReconstruction Reconstruction => field ??= new CpuReconstruction(workers);

    /// <inheritdoc/>
    public IReduction Reduction => field ??= new CpuReduction(workers);

    /// <inheritdoc/>
    public ISoftmax Softmax => _wide.Softmax;
}
