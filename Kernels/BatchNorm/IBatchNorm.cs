using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.BatchNorm;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015) of x [rows, columns], column by column; the rows of an image batch are its pixels.
/// With mean μ and M = Σ (x − μ)² over n rows, σ² = M/n:
/// <code>
/// r = 1/√(σ² + ε),   x̂ = (x − μ)·r,   v = x̂·γ + β (+ residual),   y = v, or max(v, 0) when rectified
/// dv = dy, or dy where y > 0 when rectified
/// dβ = Σ dv,   dγ = Σ dv·x̂,   dx = γ·r·(dv − dβ/n − x̂·dγ/n),   dresidual = dv
/// </code>
/// A training step is <see cref="Moments"/>, <see cref="Normalizer"/>, <see cref="Apply"/>; then <see cref="BackwardSums"/>,
/// <see cref="BackwardInput"/>. Between the first two and between the last two, moments and sums of several devices can be combined (means
/// and M by Chan, Golub and LeVeque 1983, sums by adding), which makes the statistics those of the joint batch.
/// With frozen statistics, μ and σ² are the running ones and constants: dx = γ·r·dv.
/// </summary>
public interface IBatchNorm
{
    /// <summary>μ and M of every column, the columns' μ first: moments is [2, columns]. Both are 0 when there is no row.</summary>
    void Moments(int rows, int columns, BufferView x, BufferView moments);

    /// <summary>
    /// r from the moments of n rows, and the running statistics moved towards them:
    /// running mean ← (1 − momentum)·running mean + momentum·μ; running variance likewise with M/(n − 1), and with M if n is 1.
    /// </summary>
    /// <param name="columns">Columns.</param>
    /// <param name="count">n, over all devices.</param>
    /// <param name="moments">[2, columns].</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="reciprocalDeviation">Receives r, [columns].</param>
    /// <param name="momentum">Weight of this batch, usually 0.1.</param>
    /// <param name="runningMean">[columns], updated; absent to skip it.</param>
    /// <param name="runningVariance">[columns], updated; absent to skip it.</param>
    void Normalizer(
        int columns, long count, BufferView moments, double epsilon, BufferView reciprocalDeviation,
        double momentum, BufferView runningMean, BufferView runningVariance);

    /// <summary>r = 1/√(variance + ε), from given variances: inference, or frozen statistics.</summary>
    void FrozenNormalizer(int columns, BufferView variance, double epsilon, BufferView reciprocalDeviation);

    /// <summary>Computes y, which may be the view of x or of the residual.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="x">[rows, columns].</param>
    /// <param name="mean">μ, [columns]: the first half of the moments, or the running mean.</param>
    /// <param name="reciprocalDeviation">r, [columns].</param>
    /// <param name="gamma">γ, [columns]; absent means 1.</param>
    /// <param name="beta">β, [columns]; absent means 0.</param>
    /// <param name="residual">[rows, columns], or absent.</param>
    /// <param name="rectify">Apply the ReLU.</param>
    /// <param name="y">[rows, columns].</param>
    void Apply(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView gamma, BufferView beta,
        BufferView residual, bool rectify, BufferView y);

    /// <summary>dβ and dγ of these rows, dβ first: sums is [2, columns]. Rows are summed in a fixed order.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="x">[rows, columns].</param>
    /// <param name="mean">μ.</param>
    /// <param name="reciprocalDeviation">r.</param>
    /// <param name="rectified">y if it was rectified, otherwise absent.</param>
    /// <param name="dy">[rows, columns].</param>
    /// <param name="sums">[2, columns].</param>
    void BackwardSums(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView rectified, BufferView dy,
        BufferView sums);

    /// <summary>dx (+)= the gradient of the input; dx may be dy's own view when not accumulating.</summary>
    /// <param name="rows">Rows here.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="count">n, over all devices.</param>
    /// <param name="x">[rows, columns].</param>
    /// <param name="mean">μ.</param>
    /// <param name="reciprocalDeviation">r.</param>
    /// <param name="gamma">γ; absent means 1.</param>
    /// <param name="epsilon">ε, for devices that recompute r if its rounding matters.</param>
    /// <param name="rectified">y if it was rectified, otherwise absent.</param>
    /// <param name="dy">[rows, columns].</param>
    /// <param name="sums">dβ and dγ over all devices, [2, columns]; absent means frozen statistics.</param>
    /// <param name="dx">[rows, columns].</param>
    /// <param name="accumulate">Add to dx.</param>
    void BackwardInput(
        int rows, int columns, long count, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView gamma,
        double epsilon, BufferView rectified, BufferView dy, BufferView sums, BufferView dx, bool accumulate);
}
