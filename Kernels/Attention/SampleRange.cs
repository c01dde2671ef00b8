using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>
/// Consecutive samples of an attention problem, and the matrix products on them; scores are [samples, heads, queries, keys]. In every
/// product the outer batch is the samples and the inner batch the heads.
/// </summary>
/// <param name="problem">The problem.</param>
/// <param name="first">The first sample.</param>
/// <param name="samples">Number of samples.</param>
internal readonly struct SampleRange(AttentionProblem problem, int first, int samples)
{
    /// <summary>Number of scores.</summary>
    public long Scores => problem.Row(samples, 0, 0) * problem.Keys;

    /// <summary>Rows of scores.</summary>
    public int ScoreRows => checked((int)problem.Row(samples, 0, 0));

    /// <summary>S = scale · Q·Kᵀ.</summary>
    public GemmProblem ScoreProduct =>
        Product(problem.Queries, problem.Keys, problem.Width, problem.QueryLayout, problem.KeyValueLayout, ScoreLayout) with
        {
            TransposeB = true,
            Alpha = problem.Scale,
        };

    /// <summary>O = P·V.</summary>
    public GemmProblem OutputProduct =>
        Product(problem.Queries, problem.Width, problem.Keys, ScoreLayout, problem.KeyValueLayout, problem.OutputLayout);

    /// <summary>dV = Pᵀ·dO.</summary>
    public GemmProblem ValueGradient =>
        Product(problem.Keys, problem.Width, problem.Queries, ScoreLayout, problem.OutputLayout, problem.KeyValueLayout) with
        {
            TransposeA = true,
        };

    /// <summary>dP = dO·Vᵀ.</summary>
    public GemmProblem ProbabilityGradient =>
        Product(problem.Queries, problem.Keys, problem.Width, problem.OutputLayout, problem.KeyValueLayout, ScoreLayout) with
        {
            TransposeB = true,
        };

    /// <summary>dQ = scale · dS·K.</summary>
    public GemmProblem QueryGradient =>
        Product(problem.Queries, problem.Width, problem.Keys, ScoreLayout, problem.KeyValueLayout, problem.QueryLayout) with
        {
            Alpha = problem.Scale,
        };

    /// <summary>dK = scale · dSᵀ·Q.</summary>
    public GemmProblem KeyGradient =>
        Product(problem.Keys, problem.Width, problem.Queries, ScoreLayout, problem.QueryLayout, problem.KeyValueLayout) with
        {
            TransposeA = true,
            Alpha = problem.Scale,
        };

    /// <summary>The part of Q or dQ.</summary>
    public BufferView Query(BufferView view) => From(view, problem.QueryLayout);

    /// <summary>The part of K, V or their gradients.</summary>
    public BufferView Key(BufferView view) => From(view, problem.KeyValueLayout);

    /// <summary>The part of O or dO.</summary>
    public BufferView Output(BufferView view) => From(view, problem.OutputLayout);

    private HeadLayout ScoreLayout => HeadLayout.HeadMajor(problem.Queries, problem.Heads, problem.Keys);

    private BufferView From(BufferView view, HeadLayout layout) => view.Slice(first * layout.Sample, view.Length - (first * layout.Sample));

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
