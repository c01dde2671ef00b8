using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Optimizer;

/// <summary>One update of one parameter w from its gradient g; the moments are updated in place.</summary>
public interface IOptimizerStep
{
    /// <summary>
    /// Adam, with weight decay decoupled (Loshchilov and Hutter 2019) or added to the gradient as L2 (Kingma and Ba 2015).
    /// With ĝ = s·g (+ λ·w when coupled):
    /// <code>
    /// w ← w − η·λ·w                       (decoupled only)
    /// m ← β₁·m + (1 − β₁)·ĝ,   v ← β₂·v + (1 − β₂)·ĝ²
    /// w ← w − η·(m/(1 − β₁ᵗ)) / (√(v/(1 − β₂ᵗ)) + ε)
    /// </code>
    /// s is <paramref name="gradientScale"/>[0] if given (clipping), else 1.
    /// </summary>
    void Adam(
        in AdamSettings settings, BufferView parameter, BufferView gradient, BufferView firstMoment, BufferView secondMoment,
        BufferView gradientScale);

    /// <summary>
    /// Stochastic gradient descent with momentum: ĝ = s·g + λ·w; m ← μ·m + ĝ; w ← w − η·m (Nesterov: w ← w − η·(ĝ + μ·m)).
    /// An absent moment view means no momentum. On the first step m = ĝ, which a zero moment gives.
    /// </summary>
    void Sgd(in SgdSettings settings, BufferView parameter, BufferView gradient, BufferView moment, BufferView gradientScale);

    /// <summary>
    /// Layer-wise adaptive rate scaling (You et al. 2017): ĝ = s·g + λ·w, q = trust·‖w‖/‖ĝ‖ (1 if either norm is 0);
    /// m ← μ·m + q·ĝ; w ← w − η·m. With <see cref="LarsSettings.Adapt"/> off: ĝ = s·g, q = 1.
    /// </summary>
    void Lars(in LarsSettings settings, BufferView parameter, BufferView gradient, BufferView moment, BufferView gradientScale);
}

/// <summary>Settings of one Adam update.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="WeightDecay">λ.</param>
/// <param name="Decoupled">AdamW (true) or Adam with L2 (false).</param>
/// <param name="Step">t, from 1.</param>
public readonly record struct AdamSettings(
    double LearningRate, double Beta1, double Beta2, double Epsilon, double WeightDecay, bool Decoupled, long Step);

/// <summary>Settings of one SGD update.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Momentum">μ.</param>
/// <param name="WeightDecay">λ.</param>
/// <param name="Nesterov">Nesterov momentum.</param>
public readonly record struct SgdSettings(double LearningRate, double Momentum, double WeightDecay, bool Nesterov);

/// <summary>Settings of one LARS update.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Momentum">μ.</param>
/// <param name="WeightDecay">λ.</param>
/// <param name="Trust">Trust coefficient.</param>
/// <param name="Adapt">Decay and adapt; off for one-dimensional parameters.</param>
public readonly record struct LarsSettings(double LearningRate, double Momentum, double WeightDecay, double Trust, bool Adapt);
