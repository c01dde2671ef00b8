using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.LayerNorm;

/// <summary>
/// Layer normalisation over the last axis (Ba et al. 2016). For each of the rows of x [rows, columns], with mean μ and biased variance σ²:
/// <code>
/// r = 1/√(σ² + ε),   x̂ = (x − μ)·r,   y = x̂·γ + β
/// dx̂ = dy·γ,   dx = r·(dx̂ − mean(dx̂) − x̂·mean(dx̂·x̂)),   dγ = Σ_rows dy·x̂,   dβ = Σ_rows dy
/// </code>
/// </summary>
public interface ILayerNorm
{
    /// <summary>Computes y, and μ and r for the backward pass if views are given.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Numbers per row.</param>
    /// <param name="x">[rows, columns].</param>
    /// <param name="gamma">Gain, [columns]; absent means 1.</param>
    /// <param name="beta">Shift, [columns]; absent means 0.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="y">[rows, columns].</param>
    /// <param name="mean">μ, [rows], or absent.</param>
    /// <param name="reciprocalDeviation">r, [rows], or absent.</param>
    void Forward(
        int rows, int columns, BufferView x, BufferView gamma, BufferView beta, double epsilon,
        BufferView y, BufferView mean, BufferView reciprocalDeviation);

    /// <summary>Gradient of the input; dx may be dy's own view when not accumulating.</summary>
    void BackwardInput(
        int rows, int columns, BufferView x, BufferView gamma, BufferView mean, BufferView reciprocalDeviation,
        BufferView dy, BufferView dx, bool accumulate);

    /// <summary>Gradients of gain and shift; rows are summed in a fixed order.</summary>
    void BackwardParameters(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation,
        BufferView dy, BufferView dGamma, BufferView dBeta, bool accumulate);
}
