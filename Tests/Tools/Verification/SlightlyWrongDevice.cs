using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.Contrastive;
using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.CrossEntropy;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Elementwise;
using EcgCmrNative.Kernels.Gather;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Interpolation;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Normalization;
using EcgCmrNative.Kernels.Optimizer;
using EcgCmrNative.Kernels.Pooling;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Kernels.Reconstruction;
using EcgCmrNative.Kernels.Reduction;
using EcgCmrNative.Kernels.Softmax;

namespace EcgCmrNative.Tests.Tools.Verification;

/// <summary>The processor, but for GELU's gradient, which is a thousandth too large.</summary>
internal sealed class SlightlyWrongDevice : HostDevice
{
    private readonly CpuDevice _right = new(threads: 2);

    public override string Name => "slightly wrong";

    public override IActivation Activation => field ??= new WrongActivation(_right);

    public override IAttention Attention => _right.Attention;

    public override IBatchNorm BatchNorm => _right.BatchNorm;

    public override IConvolution Convolution => _right.Convolution;

    public override ICrossEntropy CrossEntropy => _right.CrossEntropy;

    public override IElementwise Elementwise => _right.Elementwise;

    public override IGather Gather => _right.Gather;

    public override IGemm Gemm => _right.Gemm;

    public override IInfoNce InfoNce => _right.InfoNce;

    public override IInterpolation Interpolation => _right.Interpolation;

    public override IL2Norm L2Norm => _right.L2Norm;

    public override ILayerNorm LayerNorm => _right.LayerNorm;

    public override IOptimizerStep OptimizerStep => _right.OptimizerStep;

    public override IPooling Pooling => _right.Pooling;

    public override IRandom Random => _right.Random;

    public override IReconstruction Reconstruction => _right.Reconstruction;

    public override IReduction Reduction => _right.Reduction;

    public override ISoftmax Softmax => _right.Softmax;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _right.Dispose();
    }

    private sealed class WrongActivation(CpuDevice right) : IActivation
    {
        public void Forward(ActivationFunction function, BufferView x, BufferView y, double slope = 0) =>
            right.Activation.Forward(function, x, y, slope);

        public void Backward(ActivationFunction function, BufferView x, BufferView dy, BufferView dx, bool accumulate, double slope = 0)
        {
            if (function != ActivationFunction.Gelu)
            {
                right.Activation.Backward(function, x, dy, dx, accumulate, slope);
                return;
            }
            var scaled = dy.Buffer.Device.Allocate(dy.Length);
            right.Elementwise.Copy(dy, scaled.View);
            right.Elementwise.AddScaled(0.001, dy, 1, scaled.View);
            right.Activation.Backward(function, x, scaled.View, dx, accumulate, slope);
            scaled.Release();
        }
    }
}
