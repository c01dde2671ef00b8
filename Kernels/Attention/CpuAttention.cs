using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>
/// Attention in float32. A task takes one head of one sample (and, where those are few, some of its queries), copies its keys and values
/// into the core's cache once, and goes over the queries in blocks whose scores never leave the cache.
/// </summary>
internal sealed unsafe class CpuAttention<TLanes>(WorkerPool workers) : IAttention
    where TLanes : unmanaged, ILanes<TLanes>
{
    // Rows of scores in a block: a multiple of the rows of a tile, fewer where rows are so long that the block would leave the cache.
    private const int BlockRows = 60;
    private const int LongBlockRows = 12;
    private const int LongRow = 2048;

    // Heads are split by queries until there are this many tasks.
    private const int WantedTasks = 32;

    /// <inheritdoc/>
    public void Forward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp, BufferView map)
    {
        problem.RequireForward(q, k, v, output, logSumExp, map);
        var heads = problem.Batch * problem.Heads;
        if (heads == 0 || problem.Queries == 0) return;
        var blockRows = RowsPerBlock(problem);
        var blocks = (problem.Queries + blockRows - 1) / blockRows;
        var blocksPerTask = (blocks + Splits(heads) - 1) / Splits(heads);
        var tasksPerHead = (blocks + blocksPerTask - 1) / blocksPerTask;
        workers.For(heads * tasksPerHead, new AttentionForward<TLanes>
        {
            Problem = problem,
            BlockRows = blockRows,
            RowsPerTask = blocksPerTask * blockRows,
            TasksPerHead = tasksPerHead,
            Q = q.Floats,
            K = k.Floats,
            V = v.Floats,
            Output = output.Floats,
            LogSumExp = logSumExp.Floats,
            Map = map.Floats,
        });
    }

    /// <inheritdoc/>
    public void Backward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp,
        BufferView dOutput, BufferView dq, BufferView dk, BufferView dv)
    {
        problem.RequireBackward(q, k, v, output, logSumExp, dOutput, dq, dk, dv);
        workers.For(problem.Batch * problem.Heads, new AttentionBackward<TLanes>
        {
            Problem = problem,
            BlockRows = RowsPerBlock(problem),
            Q = q.Floats,
            K = k.Floats,
            V = v.Floats,
            Output = output.Floats,
            LogSumExp = logSumExp.Floats,
            DOutput = dOutput.Floats,
            Dq = dq.Floats,
            Dk = dk.Floats,
            Dv = dv.Floats,
        });
    }

    private static int RowsPerBlock(in AttentionProblem problem) =>
        Math.Min(problem.Queries, problem.Keys > LongRow ? LongBlockRows : BlockRows);

    private static int Splits(int heads) => (WantedTasks + heads - 1) / heads;
}
