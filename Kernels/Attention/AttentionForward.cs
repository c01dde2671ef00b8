using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Softmax;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>The forward pass of one head, or of some of its queries.</summary>
internal unsafe struct AttentionForward<TLanes> : IParallelBody
    where TLanes : unmanaged, ILanes<TLanes>
{
    public AttentionProblem Problem;
    public int BlockRows, RowsPerTask, TasksPerHead;
    public float* Q, K, V, Output, LogSumExp, Map;

    /// <inheritdoc/>
    public readonly void Run(int index)
    {
        var (head, part) = Math.DivRem(index, TasksPerHead);
        var (b, h) = Math.DivRem(head, Problem.Heads);
        var blocks = new Blocks(ThreadScratch.ForA.Require(new Blocks(null, Problem, BlockRows).Length), Problem, BlockRows);
        var keyValueAt = Problem.KeyValueLayout.At(b, 0, h);
        blocks.Keys.Read(K + keyValueAt, Problem.KeyValueLayout.Token);
        blocks.Values.Read(V + keyValueAt, Problem.KeyValueLayout.Token, Problem.Keys);

        var end = Math.Min(Problem.Queries, (part + 1) * RowsPerTask);
        for (var first = part * RowsPerTask; first < end; first += BlockRows)
            RunBlock(blocks, b, h, first, Math.Min(BlockRows, end - first));
    }

    private readonly void RunBlock(in Blocks blocks, int b, int h, int first, int rows)
    {
        var scores = blocks.Scores;
        var output = blocks.Output;
        blocks.Queries.Read(Q + Problem.QueryLayout.At(b, first, h), Problem.QueryLayout.Token, rows, (float)Problem.Scale);
        TileProduct<TLanes>.Multiply(rows, Problem.Width, blocks.Queries.Left, blocks.Keys.Right, scores);

        // Separate loops, because the maxima of several rows do not depend on each other and are found in parallel.
        var padded = scores.Vectors * TLanes.Count;
        for (var i = 0; i < rows; i++) new Span<float>(scores.Row(i) + Problem.Keys, padded - Problem.Keys).Fill(float.NegativeInfinity);
        for (var i = 0; i < rows; i++) blocks.Maxima[i] = SoftmaxRow<TLanes>.Max(scores.Row(i), padded);
        for (var i = 0; i < rows; i++)
        {
            HeadBlock<TLanes>.Prefetch(Output + Problem.OutputLayout.At(b, first + i, h), Problem.Width);
            var sum = SoftmaxRow<TLanes>.Exponentiate(scores.Row(i), blocks.Maxima[i], scores.Row(i), padded);
            var row = Problem.Row(b, h, first + i);
            blocks.Normalizers[i] = Problem.Keys == 0 ? 0 : 1 / sum;
            if (LogSumExp != null) LogSumExp[row] = blocks.Maxima[i] + MathF.Log(sum);
            if (Map != null) scores.WriteRow(i, blocks.Normalizers[i], Map + (row * Problem.Keys));
        }

        TileProduct<TLanes>.Multiply(rows, Problem.Keys, scores.Left, blocks.Values.Right, output);
        for (var i = 0; i < rows; i++) output.WriteRow(i, blocks.Normalizers[i], Output + Problem.OutputLayout.At(b, first + i, h));
    }

    // One task's working memory; at a null address it only computes its size.
    private readonly struct Blocks
    {
        public readonly TransposedHead<TLanes> Keys;
        public readonly HeadBlock<TLanes> Values, Queries, Output, Scores;
        public readonly float* Maxima, Normalizers;
        public readonly nint Length;

        public Blocks(float* start, in AttentionProblem problem, int rows)
        {
            Keys = new(start, problem.Keys, problem.Width);
            Values = new(Keys.End, problem.Width);
            Queries = new(Values.End(problem.Keys), problem.Width);
            Output = new(Queries.End(rows), problem.Width);
            Scores = new(Output.End(rows), problem.Keys);
            Maxima = Scores.End(rows);
            Normalizers = Maxima + rows;
            Length = (nint)(Normalizers + rows - start);
        }
    }
}
