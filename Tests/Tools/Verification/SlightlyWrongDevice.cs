using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.BatchNorm;
using EcgCmrNative.Kernels.Contrastive;
using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.CrossEntropy;
using EcgCmrNative.Kernels.Devices;
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

namespace EcgCmrNative.Tests.Tools.Verification;

/// <summary>The processor, but for GELU's gradient, which is a thousandth too large.</summary>
internal sealed class SlightlyWrongDevice : HostDevice
{
    private readonly CpuDevice _right = new(threads: 2);

    public override string Name => "slightly wrong";

    internal override IDeviceKernels Kernels => field ??= new WrongKernels(_right.Kernels, Memory);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _right.Dispose();
    }

    private sealed class WrongKernels(IDeviceKernels right, MemoryPool memory) : IDeviceKernels
    {
        public IActivation Activation { get; } = new WrongActivation(right, memory);

        public IAttention? Attention => right.Attention;

        public IBatchNorm? BatchNorm => right.BatchNorm;

        public IConvolution? Convolution => right.Convolution;

        public ICrossEntropy? CrossEntropy => right.CrossEntropy;

        public IElementwise? Elementwise => right.Elementwise;

        public IGather? Gather => right.Gather;

        public IGemm? Gemm => right.Gemm;

        public IInfoNce? InfoNce => right.InfoNce;

        public IInterpolation? Interpolation => right.Interpolation;

        public IL2Norm? L2Norm => right.L2Norm;

        public ILayerNorm? LayerNorm => right.LayerNorm;

        public IOptimizerStep? OptimizerStep => right.OptimizerStep;

        public IPooling? Pooling => right.Pooling;

        public IRandom? Random => right.Random;

        public IReconstruction? Reconstruction => right.Reconstruction;

        public IReduction? Reduction => right.Reduction;

        public ISoftmax? Softmax => right.Softmax;
    }

    private sealed class WrongActivation(IDeviceKernels right, MemoryPool memory) : IActivation
    {
        public void Forward(ActivationFunction function, BufferView x, BufferView y, double slope = 0) =>
            right.Activation!.Forward(function, x, y, slope);

        public void Backward(ActivationFunction function, BufferView x, BufferView dy, BufferView dx, bool accumulate, double slope = 0)
        {
            if (function != ActivationFunction.Gelu)
            {
                right.Activation!.Backward(function, x, dy, dx, accumulate, slope);
                return;
            }
            var scaled = memory.Rent(dy.Length);
            right.Elementwise!.Copy(dy, scaled.View);
            right.Elementwise!.AddScaled(0.001, dy, 1, scaled.View);
            right.Activation!.Backward(function, x, scaled.View, dx, accumulate, slope);
            scaled.Release();
        }
    }
}
