using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>Backward pass of one head with all its queries, so no other task adds to the gradients of its keys and values.</summary>
internal unsafe struct AttentionBackward<TLanes> : IParallelBody
    where TLanes : unmanaged, ILanes<TLanes>
{
    public AttentionProblem Problem;
    public int BlockRows;
    public float* Q, K, V, Output, LogSumExp, DOutput, Dq, Dk, Dv;

    /// <inheritdoc/>
    public readonly void Run(int index)
    {
        var (b, h) = Math.DivRem(index, Problem.Heads);
        var blocks = new Blocks(ThreadScratch.ForA.Require(new Blocks(null, Problem, BlockRows).Length), Problem, BlockRows);
        var keyValueAt = Problem.KeyValueLayout.At(b, 0, h);
        var token = Problem.KeyValueLayout.Token;
        blocks.KeysTransposed.Read(K + keyValueAt, token);
        blocks.ValuesTransposed.Read(V + keyValueAt, token);
        blocks.Keys.Read(K + keyValueAt, token, Problem.Keys);
        blocks.ClearKeyValueGradients();
        for (var first = 0; first < Problem.Queries; first += BlockRows)
            RunBlock(blocks, b, h, first, Math.Min(BlockRows, Problem.Queries - first));

        blocks.DKeys.Write(Dk + keyValueAt, token, Problem.Keys);
        blocks.DValues.Write(Dv + keyValueAt, token, Problem.Keys);
    }

    // The queries of this block are scaled, so S and dK are too; dQ is scaled at the end.
    private readonly void RunBlock(in Blocks blocks, int b, int h, int first, int rows)
    {
        var (keys, width, scale) = (Problem.Keys, Problem.Width, (float)Problem.Scale);
        var (queries, dOutput, p, dS, dQueries) = (blocks.Queries, blocks.DOutput, blocks.P, blocks.DS, blocks.DQueries);
        var queryAt = Problem.QueryLayout.At(b, first, h);
        var outputAt = Problem.OutputLayout.At(b, first, h);
        queries.Read(Q + queryAt, Problem.QueryLayout.Token, rows, scale);
        dOutput.Read(DOutput + outputAt, Problem.OutputLayout.Token, rows);
        for (var i = 0; i < rows; i++)
        {
            var o = Output + outputAt + (i * Problem.OutputLayout.Token);
            HeadBlock<TLanes>.Prefetch(o + (HeadBlock<TLanes>.PrefetchDistance * Problem.OutputLayout.Token), width);
            blocks.RowSums[i] = Dot(dOutput.Row(i), o, width);
        }

        // S and dP, then P and dS in their places.
        TileProduct<TLanes>.Multiply(rows, width, queries.Left, blocks.KeysTransposed.Right, p);
        TileProduct<TLanes>.Multiply(rows, width, dOutput.Left, blocks.ValuesTransposed.Right, dS);
        for (var i = 0; i < rows; i++)
        {
            HeadBlock<TLanes>.Prefetch(Dq + queryAt + (i * Problem.QueryLayout.Token), width);
            if (first + i < keys)
            {
                HeadBlock<TLanes>.Prefetch(Dk + Problem.KeyValueLayout.At(b, first + i, h), width);
                HeadBlock<TLanes>.Prefetch(Dv + Problem.KeyValueLayout.At(b, first + i, h), width);
            }
            DifferentiateRow(p.Row(i), dS.Row(i), keys, LogSumExp[Problem.Row(b, h, first + i)], blocks.RowSums[i]);
        }

        // dV += Pᵀ·dO, dK += dSᵀ·Q, dQ = dS·K
        TileProduct<TLanes>.Multiply(keys, rows, p.Left.Transposed, dOutput.Right, blocks.DValues, accumulate: true);
        TileProduct<TLanes>.Multiply(keys, rows, dS.Left.Transposed, queries.Right, blocks.DKeys, accumulate: true);
        TileProduct<TLanes>.Multiply(rows, keys, dS.Left, blocks.Keys.Right, dQueries);
        dQueries.Write(Dq + queryAt, Problem.QueryLayout.Token, rows, scale);
    }

    // p = exp(s − L), dS = p ∘ (dP − rowsum)
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DifferentiateRow(float* p, float* dS, int keys, float logSumExp, float rowSum)
    {
        TLanes shift = logSumExp, sum = rowSum;
        for (var j = 0; j < keys; j += TLanes.Count)
        {
            var e = VectorMath.Exp(TLanes.Load(p + j) - shift);
            e.Store(p + j);
            (e * (TLanes.Load(dS + j) - sum)).Store(dS + j);
        }
    }

    private static float Dot(float* block, float* token, int width)
    {
        TLanes sum = 0;
        for (var i = 0; i < width; i += TLanes.Count)
            sum.AddProduct(TLanes.Load(block + i), LaneRow.Load<TLanes>(token, i, width));
        return TLanes.Sum(sum);
    }

    // One task's working memory; at a null address it only computes its size.
    private readonly struct Blocks
    {
        public readonly TransposedHead<TLanes> KeysTransposed, ValuesTransposed;
        public readonly HeadBlock<TLanes> Keys, DKeys, DValues, Queries, DOutput, DQueries, P, DS;
        public readonly float* RowSums;
        public readonly nint Length;

        public Blocks(float* start, in AttentionProblem problem, int rows)
        {
            var (keys, width) = (problem.Keys, problem.Width);
            KeysTransposed = new(start, keys, width);
            ValuesTransposed = new(KeysTransposed.End, keys, width);
            Keys = new(ValuesTransposed.End, width);
            DKeys = new(Keys.End(keys), width);
            DValues = new(DKeys.End(keys), width);
            Queries = new(DValues.End(keys), width);
            DOutput = new(Queries.End(rows), width);
            DQueries = new(DOutput.End(rows), width);
            P = new(DQueries.End(rows), keys);
            DS = new(P.End(rows), keys);
            RowSums = DS.End(rows);
            Length = (nint)(RowSums + rows - start);
        }

        public void ClearKeyValueGradients()
        {
            new Span<float>(DKeys.Start, checked((int)(DValues.Start - DKeys.Start))).Clear();
            new Span<float>(DValues.Start, checked((int)(Queries.Start - DValues.Start))).Clear();
        }
    }
}
