using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.Contrastive;
using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.CrossEntropy;
using EcgCmrNative.Kernels.Elementwise;
using EcgCmrNative.Kernels.Gather;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Interpolation;
using EcgCmrNative.Kernels.Normalization;
using EcgCmrNative.Kernels.Optimizer;
using EcgCmrNative.Kernels.Pooling;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Kernels.Reconstruction;
using EcgCmrNative.Kernels.Reduction;
using EcgCmrNative.Kernels.Softmax;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Devices;

/// <summary>The processor: float32, vectorised, on a pool of threads. Results do not depend on the number of threads.</summary>
public sealed class CpuDevice : HostDevice
{
    private readonly WideKernels _wide;

    /// <summary>Creates the device.</summary>
    /// <param name="threads">Threads to use; 0 means one per processor.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public CpuDevice(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Workers = new WorkerPool(threads == 0 ? Environment.ProcessorCount : threads);
        _wide = WideKernels.Create(Workers, Memory);
    }

    /// <summary>Threads in use.</summary>
    public int Threads => Workers.Threads;

    /// <inheritdoc/>
    public override string Name => $"cpu (float32, {VectorWidth.Bits}-bit SIMD, {Threads} thread{(Threads == 1 ? "" : "s")})";

    /// <inheritdoc/>
    public override IActivation Activation => field ??= new CpuActivation(Workers);

    /// <inheritdoc/>
    public override IAttention Attention => _wide.Attention;

    /// <inheritdoc/>
    public override IBatchNorm BatchNorm => field ??= new CpuBatchNorm(Workers, Memory);

    /// <inheritdoc/>
    public override IConvolution Convolution => _wide.Convolution;

    /// <inheritdoc/>
    public override ICrossEntropy CrossEntropy => field ??= new CpuCrossEntropy(Workers, Memory);

    /// <inheritdoc/>
    public override IElementwise Elementwise => field ??= new CpuElementwise(Workers);

    /// <inheritdoc/>
    public override IGather Gather => field ??= new CpuGather(Workers);

    /// <inheritdoc/>
    public override IGemm Gemm => _wide.Gemm;

    /// <inheritdoc/>
    public override IInfoNce InfoNce => field ??= new CpuInfoNce(Workers, Memory, Gemm);

    /// <inheritdoc/>
    public override IInterpolation Interpolation => field ??= new CpuInterpolation(Workers);

    /// <inheritdoc/>
    public override IL2Norm L2Norm => field ??= new CpuL2Norm(Workers);

    /// <inheritdoc/>
    public override ILayerNorm LayerNorm => _wide.LayerNorm;

    /// <inheritdoc/>
    public override IOptimizerStep OptimizerStep => field ??= new CpuOptimizerStep(Workers);

    /// <inheritdoc/>
    public override IPooling Pooling => field ??= new CpuPooling(Workers);

    /// <inheritdoc/>
    public override IRandom Random => field ??= new CpuRandom(Workers);

    /// <inheritdoc/>
    public override IReconstruction Reconstruction => field ??= new CpuReconstruction(Workers);

    /// <inheritdoc/>
    public override IReduction Reduction => field ??= new CpuReduction(Workers);

    /// <inheritdoc/>
    public override ISoftmax Softmax => _wide.Softmax;

    /// <summary>The threads that the kernels run on.</summary>
    internal WorkerPool Workers { get; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) Workers.Dispose();
    }
}
