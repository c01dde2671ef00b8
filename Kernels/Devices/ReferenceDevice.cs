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

namespace EcgCmrNative.Kernels.Devices;

/// <summary>
/// Stores float64 and runs plain loops that read like the formulas of the contracts: what every other device is compared with,
/// what gradient checks run on, and where a reader starts.
/// </summary>
public sealed class ReferenceDevice : HostDevice
{
    /// <inheritdoc/>
    public override string Name => "reference (float64, plain loops, one thread)";

    /// <inheritdoc/>
    public override int RealBytes => sizeof(double);

    /// <inheritdoc/>
    public override IActivation Activation { get; } = new ReferenceActivation();

    /// <inheritdoc/>
    public override IAttention Attention { get; } = new ReferenceAttention();

    /// <inheritdoc/>
    public override IBatchNorm BatchNorm { get; } = new ReferenceBatchNorm();

    /// <inheritdoc/>
    public override IConvolution Convolution => field ??= new ReferenceConvolution(Memory, Activation);

    /// <inheritdoc/>
    public override ICrossEntropy CrossEntropy { get; } = new ReferenceCrossEntropy();

    /// <inheritdoc/>
    public override IElementwise Elementwise { get; } = new ReferenceElementwise();

    /// <inheritdoc/>
    public override IGather Gather { get; } = new ReferenceGather();

    /// <inheritdoc/>
    public override IGemm Gemm { get; } = new ReferenceGemm();

    /// <inheritdoc/>
    public override IInfoNce InfoNce { get; } = new ReferenceInfoNce();

    /// <inheritdoc/>
    public override IInterpolation Interpolation { get; } = new ReferenceInterpolation();

    /// <inheritdoc/>
    public override IL2Norm L2Norm { get; } = new ReferenceL2Norm();

    /// <inheritdoc/>
    public override ILayerNorm LayerNorm { get; } = new ReferenceLayerNorm();

    /// <inheritdoc/>
    public override IOptimizerStep OptimizerStep { get; } = new ReferenceOptimizerStep();

    /// <inheritdoc/>
    public override IPooling Pooling { get; } = new ReferencePooling();

    /// <inheritdoc/>
    public override IRandom Random { get; } = new ReferenceRandom();

    /// <inheritdoc/>
    public override IReconstruction Reconstruction { get; } = new ReferenceReconstruction();

    /// <inheritdoc/>
    public override IReduction Reduction { get; } = new ReferenceReduction();

    /// <inheritdoc/>
    public override ISoftmax Softmax { get; } = new ReferenceSoftmax();
}
