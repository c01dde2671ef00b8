using EcgCmrNative.Kernels.Launch;
using ILGPU;

namespace EcgCmrNative.Kernels.Optimizer;

/// <summary>The kernels of <c>IOptimizerStep</c>; one thread updates one number.</summary>
internal static class OptimizerKernels
{
    private const int Threads = 256;

    /// <param name="decoupledDecay">The part of w that is taken from it directly: η·λ when decoupled, else 0.</param>
    /// <param name="coupledDecay">What is added to the gradient: λ when coupled, else 0.</param>
    /// <param name="stepSize">η / (1 − β₁ᵗ).</param>
    /// <param name="secondCorrection">1 / (1 − β₂ᵗ).</param>
    [GpuKernel(Threads)]
    public static void Adam(
        ArrayView<float> parameter, ArrayView<float> gradient, ArrayView<float> firstMoment, ArrayView<float> secondMoment,
        ArrayView<float> gradientScale, int length, float decoupledDecay, float coupledDecay, float beta1, float oneMinusBeta1,
        float beta2, float oneMinusBeta2, float stepSize, float secondCorrection, float epsilon)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i >= length) return;
        var w = parameter[i];
        var g = ScaledGradient(gradient[i], gradientScale) + (coupledDecay * w);
        var m = (beta1 * firstMoment[i]) + (oneMinusBeta1 * g);
        var v = (beta2 * secondMoment[i]) + (oneMinusBeta2 * g * g);
        firstMoment[i] = m;
        secondMoment[i] = v;
        parameter[i] = w - (decoupledDecay * w) - (stepSize * m / (MathF.Sqrt(v * secondCorrection) + epsilon));
    }

    [GpuKernel(Threads)]
    public static void Sgd(
        ArrayView<float> parameter, ArrayView<float> gradient, ArrayView<float> moment, ArrayView<float> gradientScale,
        int length, float learningRate, float momentum, float decay, int nesterov)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i >= length) return;
        var w = parameter[i];
        var g = ScaledGradient(gradient[i], gradientScale) + (decay * w);
        var step = g;
        if (moment.Length > 0)
        {
            var m = (momentum * moment[i]) + g;
            moment[i] = m;
            step = nesterov != 0 ? g + (momentum * m) : m;
        }
        parameter[i] = w - (learningRate * step);
    }

    /// <summary>ĝ = s·g + λ·w, whose norm LARS asks for.</summary>
    [GpuKernel(Threads)]
    public static void DecayedGradient(
        ArrayView<float> parameter, ArrayView<float> gradient, ArrayView<float> gradientScale, ArrayView<float> decayed, int length,
        float decay)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i < length) decayed[i] = ScaledGradient(gradient[i], gradientScale) + (decay * parameter[i]);
    }

    /// <param name="squaredNorms">‖w‖² and ‖ĝ‖²; without them q = 1.</param>
    [GpuKernel(Threads)]
    public static void Lars(
        ArrayView<float> parameter, ArrayView<float> decayedGradient, ArrayView<float> moment, ArrayView<float> squaredNorms,
        int length, float learningRate, float momentum, float trust)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i >= length) return;
        var q = 1f;
        if (squaredNorms.Length > 0 && squaredNorms[0] > 0f && squaredNorms[1] > 0f)
            q = trust * MathF.Sqrt(squaredNorms[0]) / MathF.Sqrt(squaredNorms[1]);
        var m = (momentum * moment[i]) + (q * decayedGradient[i]);
        moment[i] = m;
        parameter[i] -= learningRate * m;
    }

    private static float ScaledGradient(float gradient, ArrayView<float> scale)
    {
        if (scale.Length > 0) return gradient * scale[0];
        return gradient;
    }
}
