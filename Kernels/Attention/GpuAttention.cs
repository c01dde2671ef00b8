using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Softmax;
using EcgCmrNative.Kernels.Threads;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>
/// Attention on GPU devices, composed of matrix products and softmax. The score matrix of a few samples at a time lies in borrowed memory,
/// so that memory is bounded whatever the batch.
/// </summary>
internal sealed class GpuAttention(MemoryPool memory, IGemm gemm, GpuSoftmax softmax) : IAttention
{
    // 64 MB of scores.
    private const long MostScores = 16 << 20;

    /// <inheritdoc/>
    public void Forward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp, BufferView map)
    {
        problem.RequireForward(q, k, v, output, logSumExp, map);
        if (problem.Batch == 0 || problem.Heads == 0) return;
        var samples = SamplesAtOnce(problem);
        var scores = map.IsAbsent ? memory.Rent(samples * Scores(problem)) : null;
        for (var first = 0; first < problem.Batch; first += samples)
        {
            var part = new Part(problem, first, Math.Min(samples, problem.Batch - first));
            var p = scores is null ? part.Dense(map, Scores(problem)) : scores.View.Slice(0, part.Samples * Scores(problem));
            gemm.Multiply(part.ScoreProblem, part.Query(q), part.Key(k), p);
            var l = logSumExp.IsAbsent ? default : part.Dense(logSumExp, (long)problem.Heads * problem.Queries);
            softmax.Forward(part.Rows, problem.Keys, p, p, l);
            gemm.Multiply(part.OutputProblem, p, part.Key(v), part.Output(output));
        }
        scores?.Release();
    }

    /// <inheritdoc/>
    /// <remarks>The whole row of scores is at hand, so its softmax is taken anew: exp(S − L) would carry the rounding of large L.</remarks>
    public void Backward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp,
        BufferView dOutput, BufferView dq, BufferView dk, BufferView dv)
    {
        problem.RequireBackward(q, k, v, output, logSumExp, dOutput, dq, dk, dv);
        if (problem.Batch == 0 || problem.Heads == 0) return;
        var samples = SamplesAtOnce(problem);
        var scores = memory.Rent(2 * samples * Scores(problem));
        for (var first = 0; first < problem.Batch; first += samples)
        {
            var part = new Part(problem, first, Math.Min(samples, problem.Batch - first));
            var count = part.Samples * Scores(problem);
            var p = scores.View.Slice(0, count);
            var dp = scores.View.Slice(count, count);
            gemm.Multiply(part.ScoreProblem, part.Query(q), part.Key(k), p);
            softmax.Forward(part.Rows, problem.Keys, p, p);
            gemm.Multiply(part.ValueGradientProblem, p, part.Output(dOutput), part.Key(dv));
            gemm.Multiply(part.ProbabilityGradientProblem, part.Output(dOutput), part.Key(v), dp);
            softmax.Backward(part.Rows, problem.Keys, p, dp, dp, false);
            gemm.Multiply(part.QueryGradientProblem, dp, part.Key(k), part.Query(dq));
            gemm.Multiply(part.KeyGradientProblem, dp, part.Query(q), part.Key(dk));
        }
        scores.Release();
    }

    private static long Scores(in AttentionProblem problem) => (long)problem.Heads * problem.Queries * problem.Keys;

    private static int SamplesAtOnce(in AttentionProblem problem) =>
        (int)Math.Clamp(MostScores / Math.Max(1, Scores(problem)), 1, Math.Max(1, problem.Batch));

    // A run of samples, and the six matrix products on it. In all of them the outer batch is the samples, the inner the heads.
    private readonly struct Part(AttentionProblem problem, int first, int samples)
    {
        private readonly long _perHead = (long)problem.Queries * problem.Keys;

        public int Samples => samples;

        public int Rows => checked(samples * problem.Heads * problem.Queries);

        public GemmProblem ScoreProblem =>
            Product(problem.Queries, problem.Keys, problem.Width, QueryLayout, KeyLayout, ScoreLayout) with
            {
                TransposeB = true,
                Alpha = problem.Scale
            };

        public GemmProblem OutputProblem => Product(problem.Queries, problem.Width, problem.Keys, ScoreLayout, KeyLayout, OutputLayout);

        public GemmProblem ValueGradientProblem =>
            Product(problem.Keys, problem.Width, problem.Queries, ScoreLayout, OutputLayout, KeyLayout) with { TransposeA = true };

        public GemmProblem ProbabilityGradientProblem =>
            Product(problem.Queries, problem.Keys, problem.Width, OutputLayout, KeyLayout, ScoreLayout) with { TransposeB = true };

        public GemmProblem QueryGradientProblem =>
            Product(problem.Queries, problem.Width, problem.Keys, ScoreLayout, KeyLayout, QueryLayout) with { Alpha = problem.Scale };

        public GemmProblem KeyGradientProblem =>
            Product(problem.Keys, problem.Width, problem.Queries, ScoreLayout, QueryLayout, KeyLayout) with
            {
                TransposeA = true,
                Alpha = problem.Scale
            };

        private HeadLayout QueryLayout => problem.QueryLayout;

        private HeadLayout KeyLayout => problem.KeyValueLayout;

        private HeadLayout OutputLayout => problem.OutputLayout;

        private HeadLayout ScoreLayout => new(problem.Heads * _perHead, problem.Keys, _perHead);

        public BufferView Query(BufferView view) => From(view, QueryLayout);

        public BufferView Key(BufferView view) => From(view, KeyLayout);

        public BufferView Output(BufferView view) => From(view, OutputLayout);

        public BufferView Dense(BufferView view, long perSample) => view.Slice(first * perSample, samples * perSample);

        private BufferView From(BufferView view, HeadLayout layout) =>
            view.Slice(first * layout.Sample, view.Length - (first * layout.Sample));

        private GemmProblem Product(int m, int n, int k, HeadLayout a, HeadLayout b, HeadLayout c) => new(m, n, k)
        {
            OuterBatch = samples,
            InnerBatch = problem.Heads,
            LeadingA = checked((int)a.Token),
            LeadingB = checked((int)b.Token),
            LeadingC = checked((int)c.Token),
            OuterStride = (a.Sample, b.Sample, c.Sample),
            InnerStride = (a.Head, b.Head, c.Head),
        };
    }
}
