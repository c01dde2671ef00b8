using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Reconstruction;

/// <summary>
/// How well a prediction p reconstructs a target t: squared error, and correlation signal by signal
/// (masked data modelling of Turgut et al.; normalised cross-correlation).
/// </summary>
public interface IReconstruction
{
    /// <summary>result[0] = Σ (p − t)² / divisor.</summary>
    void SquaredError(BufferView prediction, BufferView target, double divisor, BufferView result);

    /// <summary>dp (+)= g · 2·(p − t)/divisor, g = upstream[0].</summary>
    void SquaredErrorBackward(
        BufferView prediction, BufferView target, double divisor, BufferView upstream, BufferView dPrediction, bool accumulate);

    /// <summary>
    /// Pearson correlation of each signal, the mean over signals in result[0]. For rows of length T, with unbiased variances:
    /// <code>
    /// t̃ = (t − mean t)/√(var t + ε),   p̃ = (p − mean p)/√(var p + ε),   c = Σ t̃·p̃ / (T − 1)
    /// </code>
    /// </summary>
    /// <param name="rows">Signals.</param>
    /// <param name="columns">Samples per signal, T ≥ 2.</param>
    /// <param name="prediction">p, [rows, columns].</param>
    /// <param name="target">t, [rows, columns].</param>
    /// <param name="epsilon">ε, 1e-12 in the paper's code.</param>
    /// <param name="statistics">Receives, for each row, mean p, 1/√(var p + ε), mean t, 1/√(var t + ε), c: [rows, 5].</param>
    /// <param name="result">The mean of c.</param>
    void Correlation(
        int rows, int columns, BufferView prediction, BufferView target, double epsilon, BufferView statistics, BufferView result);

    /// <summary>
    /// dp (+)= g/rows · dc/dp, g = upstream[0], from the statistics of the forward pass: with r = 1/√(var p + ε),
    /// dc/dp = r·(t̃ − p̃·c)/(T − 1).
    /// </summary>
    void CorrelationBackward(
        int rows, int columns, BufferView prediction, BufferView target, BufferView statistics, BufferView upstream,
        BufferView dPrediction, bool accumulate);

    /// <summary>Each row to zero mean and unit unbiased variance: y = (x − mean)/√(var + ε). In place is allowed. It makes
    /// targets, which have no gradient.</summary>
    void StandardizeRows(int rows, int columns, BufferView x, double epsilon, BufferView y);
}
