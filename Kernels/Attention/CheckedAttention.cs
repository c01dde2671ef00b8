using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedAttention(MemoryPool memory, IAttention kernels) : IAttention
{
    /// <inheritdoc/>
    public void Forward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp, BufferView map)
    {
        using var call = new KernelCall(memory, "attention");
        Require(call, problem);
        call.ReadsStart(q, Reach(problem, problem.QueryLayout, problem.Queries));
        call.ReadsStart(k, Reach(problem, problem.KeyValueLayout, problem.Keys));
        call.ReadsStart(v, Reach(problem, problem.KeyValueLayout, problem.Keys));
        call.WritesStart(output, Reach(problem, problem.OutputLayout, problem.Queries));
        if (!logSumExp.IsAbsent) call.WritesStart(logSumExp, Rows(problem));
        if (!map.IsAbsent) call.WritesStart(map, Extent.Product(Rows(problem), problem.Keys));
        kernels.Forward(problem, q, k, v, output, logSumExp, map);
    }

    /// <inheritdoc/>
    public void Backward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp,
        BufferView dOutput, BufferView dq, BufferView dk, BufferView dv)
    {
        using var call = new KernelCall(memory, "attention backward");
        Require(call, problem);
        var (queries, keys) = (Reach(problem, problem.QueryLayout, problem.Queries), Reach(problem, problem.KeyValueLayout, problem.Keys));
        call.ReadsStart(q, queries);
        call.ReadsStart(k, keys);
        call.ReadsStart(v, keys);
        call.ReadsStart(output, Reach(problem, problem.OutputLayout, problem.Queries));
        call.ReadsStart(logSumExp, Rows(problem));
        call.ReadsStart(dOutput, Reach(problem, problem.OutputLayout, problem.Queries));

        call.RequireStart(dk, keys);
        call.RequireStart(dv, keys);
        // Heads of the three gradients may lie side by side in one buffer.
        call.WritesBeside(dq, queries);
        call.WritesBeside(dk, keys);
        call.WritesBeside(dv, keys);
        kernels.Backward(problem, q, k, v, output, logSumExp, dOutput, dq, dk, dv);
    }

    private static void Require(in KernelCall call, in AttentionProblem problem)
    {
        call.Size(problem.Batch);
        call.Size(problem.Heads);
        call.Size(problem.Queries);
        call.Size(problem.Keys);
        call.Size(problem.Width);
        call.Between(Rows(problem), 0, int.MaxValue, "batch · heads · queries");
        call.Between(Extent.Product(problem.Batch, problem.Heads, problem.Keys), 0, int.MaxValue, "batch · heads · keys");
        Require(call, problem, problem.QueryLayout, problem.Queries);
        Require(call, problem, problem.KeyValueLayout, problem.Keys);
        Require(call, problem, problem.OutputLayout, problem.Queries);
    }

    // Several samples, tokens or heads must not overlap.
    private static void Require(in KernelCall call, in AttentionProblem problem, HeadLayout layout, int tokens)
    {
        var width = IsEmpty(problem, tokens) ? 0 : problem.Width;
        call.Between(layout.Token, width, int.MaxValue);
        call.Between(layout.Sample, problem.Batch > 1 ? width : 0, long.MaxValue);
        call.Between(layout.Head, problem.Heads > 1 ? width : 0, long.MaxValue);
    }

    private static bool IsEmpty(in AttentionProblem problem, int tokens) =>
        problem.Batch == 0 || problem.Heads == 0 || tokens == 0 || problem.Width == 0;

    private static long Rows(in AttentionProblem problem) => Extent.Product(problem.Batch, problem.Heads, problem.Queries);

    // The last element that a layout reaches, and one more.
    private static long Reach(in AttentionProblem problem, HeadLayout layout, int tokens)
    {
        if (IsEmpty(problem, tokens)) return 0;
        var sample = Extent.Product(problem.Batch - 1, layout.Sample);
        var (token, head) = (Extent.Product(tokens - 1, layout.Token), Extent.Product(problem.Heads - 1, layout.Head));
        return Extent.Sum(Extent.Sum(sample, token), Extent.Sum(head, problem.Width));
    }
}
