using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Softmax;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>
/// Attention composed of a device's matrix products and softmax, for devices without a fused kernel. It computes the scores of a few
/// samples at a time, so that memory does not grow with the batch.
/// </summary>
/// <param name="memory">Memory for the scores.</param>
/// <param name="gemm">Matrix products.</param>
/// <param name="softmax">Softmax.</param>
/// <param name="maxScores">
/// Scores at a time, twice as many in the backward pass (default: 64 MB of float32); at least those of one sample.
/// </param>
/// <remarks>
/// The backward pass computes P again by the softmax, because exp(S − L) would carry the rounding error of a large L, and takes the row
/// sums of dO ∘ O as those of P ∘ dP. L is neither written nor read, so this kernel's backward pass must follow its own forward pass.
/// </remarks>
internal sealed class ComposedAttention(MemoryPool memory, IGemm gemm, ISoftmax softmax, long maxScores = 16 << 20) : IAttention
{
    /// <inheritdoc/>
    public void Forward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp, BufferView map)
    {
        if (IsEmpty(problem)) return;
        var samples = SamplesAtOnce(problem);
        var scores = map.IsAbsent ? memory.Rent(samples * ScoresPerSample(problem)) : null;
        for (var first = 0; first < problem.Batch; first += samples)
        {
            var part = new SampleRange(problem, first, Math.Min(samples, problem.Batch - first));
            var p = scores is null ? map.Slice(first * ScoresPerSample(problem), part.Scores) : scores.View.Slice(0, part.Scores);
            Multiply(part.ScoreProduct, part.Query(q), part.Key(k), p);
            softmax.Forward(part.ScoreRows, problem.Keys, p, p);
            Multiply(part.OutputProduct, p, part.Key(v), part.Output(output));
        }
        scores?.Release();
    }

    /// <inheritdoc/>
    public void Backward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp,
        BufferView dOutput, BufferView dq, BufferView dk, BufferView dv)
    {
        if (IsEmpty(problem)) return;
        var samples = SamplesAtOnce(problem);
        var scores = memory.Rent(2 * samples * ScoresPerSample(problem));
        for (var first = 0; first < problem.Batch; first += samples)
        {
            var part = new SampleRange(problem, first, Math.Min(samples, problem.Batch - first));
            BufferView p = scores.View.Slice(0, part.Scores), dS = scores.View.Slice(part.Scores, part.Scores);
            Multiply(part.ScoreProduct, part.Query(q), part.Key(k), p);
            softmax.Forward(part.ScoreRows, problem.Keys, p, p);
            Multiply(part.ValueGradient, p, part.Output(dOutput), part.Key(dv));
            Multiply(part.ProbabilityGradient, part.Output(dOutput), part.Key(v), dS);
            softmax.Backward(part.ScoreRows, problem.Keys, p, dS, dS, accumulate: false);
            Multiply(part.QueryGradient, dS, part.Key(k), part.Query(dq));
            Multiply(part.KeyGradient, dS, part.Query(q), part.Key(dk));
        }
        scores.Release();
    }

    // Without queries or keys some of the matrices have no rows, and their layouts no valid step.
    private void Multiply(in GemmProblem product, BufferView a, BufferView b, BufferView c)
    {
        if (product.M > 0 && product.N > 0) gemm.Multiply(product, a, b, c);
    }

    private static bool IsEmpty(in AttentionProblem problem) => problem.Batch == 0 || problem.Heads == 0 || problem.Width == 0;

    private static long ScoresPerSample(in AttentionProblem problem) => problem.Row(1, 0, 0) * problem.Keys;

    private int SamplesAtOnce(in AttentionProblem problem) =>
        (int)Math.Clamp(maxScores / Math.Max(1, ScoresPerSample(problem)), 1, problem.Batch);
}
