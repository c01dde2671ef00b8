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
using EcgCmrNative.Kernels.Optimizer;
using EcgCmrNative.Kernels.Pooling;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Kernels.Reconstruction;
using EcgCmrNative.Kernels.Reduction;
using EcgCmrNative.Kernels.Softmax;

namespace EcgCmrNative.Kernels.Devices;

/// <summary>A device's kernels by family; null if unsupported. They do not check their arguments.</summary>
internal interface IDeviceKernels
{
    /// <summary>Matrix products.</summary>
    IGemm? Gemm => null;

    /// <summary>Scaled dot-product attention.</summary>
    IAttention? Attention => null;

    /// <summary>Layer normalisation.</summary>
    ILayerNorm? LayerNorm => null;

    /// <summary>Softmax and log-softmax.</summary>
    ISoftmax? Softmax => null;

    /// <summary>GELU, ReLU, leaky ReLU.</summary>
    IActivation? Activation => null;

    /// <summary>Sums, products and copies, element by element.</summary>
    IElementwise? Elementwise => null;

    /// <summary>Sums over rows, columns and everything.</summary>
    IReduction? Reduction => null;

    /// <summary>Gathering of rows and permutation of axes.</summary>
    IGather? Gather => null;

    /// <summary>Random numbers.</summary>
    IRandom? Random => null;

    /// <summary>Losses of a reconstructed signal.</summary>
    IReconstruction? Reconstruction => null;

    /// <summary>Parameter updates.</summary>
    IOptimizerStep? OptimizerStep => null;

    /// <summary>Convolutions.</summary>
    IConvolution? Convolution => null;

    /// <summary>Maxima over windows.</summary>
    IPooling? Pooling => null;

    /// <summary>Batch normalisation.</summary>
    IBatchNorm? BatchNorm => null;

    /// <summary>L2 normalisation of rows.</summary>
    IL2Norm? L2Norm => null;

    /// <summary>Linear and bilinear resampling.</summary>
    IInterpolation? Interpolation => null;

    /// <summary>Cross-entropy with labels.</summary>
    ICrossEntropy? CrossEntropy => null;

    /// <summary>The contrastive loss of pairs.</summary>
    IInfoNce? InfoNce => null;
}
