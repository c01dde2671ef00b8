using EcgCmrNative.Kernels.Launch;
using ILGPU;

namespace EcgCmrNative.Kernels.Activation;

/// <summary>
/// The kernels of <c>IActivation</c>; one thread makes one element. Functions are numbered as <see cref="ActivationFunction"/>.
/// </summary>
internal static class ActivationKernels
{
    private const int Threads = 256;

    [GpuKernel(Threads)]
    public static void Forward(ArrayView<float> x, ArrayView<float> y, int length, int function, float slope)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i < length) y[i] = function > (int)ActivationFunction.LeakyRelu ? Elementary(function, x[i]) : Apply(function, x[i], slope);
    }

    [GpuKernel(Threads)]
    public static void Backward(
        ArrayView<float> x, ArrayView<float> dy, ArrayView<float> dx, int length, int function, float slope, int accumulate)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i >= length) return;
        var derivative = function > (int)ActivationFunction.LeakyRelu
            ? ElementaryDerivative(function, x[i])
            : Derivative(function, x[i], slope);
        var gradient = dy[i] * derivative;
        if (accumulate != 0) gradient += dx[i];
        dx[i] = gradient;
    }

    /// <summary>f(x), also for the epilogue of a matrix product.</summary>
    public static float Apply(int function, float x, float slope)
    {
        if (function == (int)ActivationFunction.Gelu) return GpuMath.Gelu(x);
        if (function == (int)ActivationFunction.Relu) return x < 0f ? 0f : x;
        if (function == (int)ActivationFunction.LeakyRelu) return x > 0f ? x : slope * x;
        return x;
    }

    private static float Derivative(int function, float x, float slope)
    {
        if (function == (int)ActivationFunction.Gelu) return GpuMath.GeluDerivative(x);
        if (function == (int)ActivationFunction.Relu) return x > 0f ? 1f : 0f;
        if (function == (int)ActivationFunction.LeakyRelu) return x > 0f ? 1f : slope;
        return 1f;
    }

    private static float Elementary(int function, float x)
    {
        if (function == (int)ActivationFunction.Exp) return GpuMath.Exp(x);
        if (function == (int)ActivationFunction.Log) return GpuMath.SignedLog(x);
        if (function == (int)ActivationFunction.Sqrt) return MathF.Sqrt(x);
        if (function == (int)ActivationFunction.Abs) return MathF.Abs(x);
        if (function == (int)ActivationFunction.Sigmoid) return 1f / (1f + GpuMath.Exp(-x));
        return GpuMath.Tanh(x);
    }

    private static float ElementaryDerivative(int function, float x)
    {
        if (function == (int)ActivationFunction.Exp) return GpuMath.Exp(x);
        if (function == (int)ActivationFunction.Log) return 1f / x;
        if (function == (int)ActivationFunction.Sqrt) return 0.5f / MathF.Sqrt(x);
        if (function == (int)ActivationFunction.Abs) return x > 0f ? 1f : x < 0f ? -1f : 0f * x;
        if (function == (int)ActivationFunction.Sigmoid) return GpuMath.SigmoidDerivative(x);
        return 4f * GpuMath.SigmoidDerivative(2f * x);
    }
}
