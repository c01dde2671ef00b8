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

namespace EcgCmrNative.Kernels.Devices;

/// <summary>The formulas of the contracts as plain loops.</summary>
internal sealed class ReferenceKernels(MemoryPool memory) : IDeviceKernels
{
    /// <inheritdoc/>
    public IActivation Activation { get; } = new ReferenceActivation();

    /// <inheritdoc/>
    public IAttention Attention { get; } = new ReferenceAttention();

    /// <inheritdoc/>
    public IBatchNorm BatchNorm { get; } = new ReferenceBatchNorm();

    /// <inheritdoc/>
    public IConvolution Convolution => field ??= new ReferenceConvolution(memory, Activation);

    /// <inheritdoc/>
    public ICrossEntropy CrossEntropy { get; } = new ReferenceCrossEntropy();

    /// <inheritdoc/>
    public IElementwise Elementwise { get; } = new ReferenceElementwise();

    /// <inheritdoc/>
    public IGather Gather { get; } = new ReferenceGather();

    /// <inheritdoc/>
    public IGemm Gemm { get; } = new ReferenceGemm();

    /// <inheritdoc/>
    public IInfoNce InfoNce { get; } = new ReferenceInfoNce();

    /// <inheritdoc/>
    public IInterpolation Interpolation { get; } = new ReferenceInterpolation();

    /// <inheritdoc/>
    public IL2Norm L2Norm { get; } = new ReferenceL2Norm();

    /// <inheritdoc/>
    public ILayerNorm LayerNorm { get; } = new ReferenceLayerNorm();

    /// <inheritdoc/>
    public IOptimizerStep OptimizerStep { get; } = new ReferenceOptimizerStep();

    /// <inheritdoc/>
    public IPooling Pooling { get; } = new ReferencePooling();

    /// <inheritdoc/>
    public IRandom Random { get; } = new ReferenceRandom();

    /// <inheritdoc/>
    public IReconstruction Reconstruction { get; } = new ReferenceReconstruction();

    /// <inheritdoc/>
    public IReduction Reduction { get; } = new ReferenceReduction();

    /// <inheritdoc/>
    public ISoftmax Softmax { get; } = new ReferenceSoftmax();
}
