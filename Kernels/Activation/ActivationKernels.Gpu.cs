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
        if (i < length) y[i] = Apply(function, x[i], slope);
    }

    [GpuKernel(Threads)]
    public static void Backward(
        ArrayView<float> x, ArrayView<float> dy, ArrayView<float> dx, int length, int function, float slope, int accumulate)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i >= length) return;
        var gradient = dy[i] * Derivative(function, x[i], slope);
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
}
