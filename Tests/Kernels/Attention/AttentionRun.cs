using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Tests.Kernels.Attention;

/// <summary>One attention on one device, forward and backward, with queries in one packed array and keys and values in another.</summary>
internal sealed class AttentionRun
{
    private readonly KernelRun _run;
    private readonly IAttention _attention;
    private readonly BufferView _q, _keyValues;

    public AttentionRun(KernelRun run, IAttention attention, AttentionProblem problem, double deviation = 1)
    {
        _run = run;
        _attention = attention;
        Problem = problem;
        _q = run.Normal(Elements(problem.Queries), 0, deviation);
        _keyValues = run.Normal(2 * Elements(problem.Keys), 0, deviation);
        Output = run.Output(Elements(problem.Queries));
        LogSumExp = run.Output(Rows);
        Map = run.Output(Rows * problem.Keys);
    }

    public AttentionProblem Problem { get; }

    public BufferView Output { get; }

    public BufferView LogSumExp { get; }

    public BufferView Map { get; }

    private long Rows => (long)Problem.Batch * Problem.Heads * Problem.Queries;

    /// <summary>Queries in [batch, tokens, heads, width], keys and values in [batch, tokens, 2, heads, width].</summary>
    public static AttentionProblem Packed(int batch, int heads, int queries, int keys, int width, double? scale = null) => new(
        batch, heads, queries, keys, width, scale ?? 1 / Math.Sqrt(Math.Max(1, width)),
        HeadLayout.Packed(queries, heads, width), HeadLayout.Packed(keys, heads, width, parts: 2),
        HeadLayout.Packed(queries, heads, width));

    public void Forward() => _attention.Forward(Problem, _q, Keys(_keyValues), Values(_keyValues), Output, LogSumExp, Map);

    /// <summary>dQ, and dK and dV as they are packed.</summary>
    public BufferView[] Backward()
    {
        var dOutput = _run.Normal(Elements(Problem.Queries));
        var dq = _run.Output(Elements(Problem.Queries));
        var dKeyValues = _run.Output(2 * Elements(Problem.Keys));
        _attention.Backward(
            Problem, _q, Keys(_keyValues), Values(_keyValues), Output, LogSumExp, dOutput, dq, Keys(dKeyValues), Values(dKeyValues));
        return [dq, dKeyValues];
    }

    private long Elements(int tokens) => (long)Problem.Batch * tokens * Problem.Heads * Problem.Width;

    private BufferView Keys(BufferView packed) => Part(packed, 0);

    private BufferView Values(BufferView packed) => Part(packed, Problem.Heads * Problem.Width);

    private static BufferView Part(BufferView packed, long offset) =>
        packed.Length == 0 ? packed : packed.Slice(offset, packed.Length - offset);
}
