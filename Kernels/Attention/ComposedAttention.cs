using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Softmax;
using EcgCmrNative.Kernels.Threads;

namespace EcgCmrNative.Kernels.Attention;

/// <summary>
/// Attention from the matrix products and the softmax that a device has anyway: for devices without a fused kernel. It takes
/// [batch, heads, queries, keys] numbers from the device's pool during a forward pass, twice as many during a backward pass.
/// </summary>
/// <remarks>
/// It neither writes nor reads the logarithms of the normalisers: the backward pass computes P again by the softmax, and the row sums of
/// dO ∘ O as those of P ∘ dP. So a forward pass of this kernel is followed by its own backward pass.
/// </remarks>
internal sealed class ComposedAttention(MemoryPool memory, IGemm gemm, ISoftmax softmax) : IAttention
{
    /// <inheritdoc/>
    public void Forward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp, BufferView map)
    {
        problem.RequireForward(q, k, v, output, logSumExp, map);
        if (IsEmpty(problem)) return;
        var buffer = map.IsAbsent ? memory.Rent(Scores(problem)) : null;
        var p = buffer?.View ?? map.Slice(0, Scores(problem));
        Softmax(problem, q, k, p);
        var (queries, keys, width) = (problem.Queries, problem.Keys, problem.Width);
        Multiply(Product(problem, queries, width, keys, Rows(problem), problem.KeyValueLayout, problem.OutputLayout), p, v, output);
        buffer?.Release();
    }

    /// <inheritdoc/>
    public void Backward(
        in AttentionProblem problem, BufferView q, BufferView k, BufferView v, BufferView output, BufferView logSumExp,
        BufferView dOutput, BufferView dq, BufferView dk, BufferView dv)
    {
        problem.RequireBackward(q, k, v, output, logSumExp, dOutput, dq, dk, dv);
        if (IsEmpty(problem)) return;
        var (queries, keys, width) = (problem.Queries, problem.Keys, problem.Width);
        var (query, keyValue, result, rows) = (problem.QueryLayout, problem.KeyValueLayout, problem.OutputLayout, Rows(problem));
        DeviceBuffer pBuffer = memory.Rent(Scores(problem)), dSBuffer = memory.Rent(Scores(problem));
        BufferView p = pBuffer.View, dS = dSBuffer.View;

        // dV = Pᵀ·dO, dP = dO·Vᵀ, dS in its place, dQ = scale·dS·K, dK = scale·dSᵀ·Q
        Softmax(problem, q, k, p);
        Multiply(Product(problem, keys, width, queries, rows, result, keyValue) with { TransposeA = true }, p, dOutput, dv);
        Multiply(Product(problem, queries, keys, width, result, keyValue, rows) with { TransposeB = true }, dOutput, v, dS);
        softmax.Backward(ScoreRows(problem), keys, p, dS, dS, accumulate: false);
        Multiply(Product(problem, queries, width, keys, rows, keyValue, query) with { Alpha = problem.Scale }, dS, k, dq);
        var keyGradient = Product(problem, keys, width, queries, rows, query, keyValue) with { TransposeA = true, Alpha = problem.Scale };
        Multiply(keyGradient, dS, q, dk);
        dSBuffer.Release();
        pBuffer.Release();
    }

    // P = softmax(scale·Q·Kᵀ)
    private void Softmax(in AttentionProblem problem, BufferView q, BufferView k, BufferView p)
    {
        var (queries, keys, width) = (problem.Queries, problem.Keys, problem.Width);
        var product = Product(problem, queries, keys, width, problem.QueryLayout, problem.KeyValueLayout, Rows(problem));
        Multiply(product with { TransposeB = true, Alpha = problem.Scale }, q, k, p);
        softmax.Forward(ScoreRows(problem), problem.Keys, p, p);
    }

    // No queries or no keys: the matrices have no steps to go by, and there is nothing to write.
    private void Multiply(in GemmProblem product, BufferView a, BufferView b, BufferView c)
    {
        if (product.M > 0 && product.N > 0) gemm.Multiply(product, a, b, c);
    }

    // One matrix for each head of each sample, where the layouts say.
    private static GemmProblem Product(
        in AttentionProblem problem, int m, int n, int k, HeadLayout a, HeadLayout b, HeadLayout c) => new(m, n, k)
        {
            LeadingA = checked((int)a.Token),
            LeadingB = checked((int)b.Token),
            LeadingC = checked((int)c.Token),
            OuterBatch = problem.Batch,
            InnerBatch = problem.Heads,
            OuterStride = (a.Sample, b.Sample, c.Sample),
            InnerStride = (a.Head, b.Head, c.Head),
        };

    // [batch, heads, queries, keys]
    private static HeadLayout Rows(in AttentionProblem problem) => HeadLayout.HeadMajor(problem.Queries, problem.Heads, problem.Keys);

    private static int ScoreRows(in AttentionProblem problem) => checked((int)problem.Row(problem.Batch, 0, 0));

    private static long Scores(in AttentionProblem problem) => problem.Row(problem.Batch, 0, 0) * problem.Keys;

    private static bool IsEmpty(in AttentionProblem problem) => problem.Batch == 0 || problem.Heads == 0 || problem.Width == 0;
}
