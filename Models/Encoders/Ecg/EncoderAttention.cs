namespace EcgCmrNative.Models.Encoders.Ecg;

/// <summary>The attention of an encoder for some windows, as numbers of the host.</summary>
/// <param name="Batch">Windows.</param>
/// <param name="Heads">Attention heads.</param>
/// <param name="Patches">Patches of a window. Token 0 is the class token, token 1 + i is patch i.</param>
/// <param name="Pooling">How tokens become an embedding.</param>
/// <param name="Blocks">For each block, first to last: [batch, heads, 1 + patches, 1 + patches]; rows are queries and sum to 1.</param>
/// <param name="Pool">[batch, heads, patches] of the pooling if it attends; otherwise null.</param>
public sealed record EncoderAttention(
    int Batch, int Heads, int Patches, TokenPooling Pooling, IReadOnlyList<double[]> Blocks, double[]? Pool)
{
    /// <summary>Tokens of a window: the class token and the patches.</summary>
    public int Tokens => 1 + Patches;

    /// <summary>The attention of one head: [tokens, tokens], rows are queries.</summary>
    /// <param name="block">The block, counted from 0.</param>
    /// <param name="window">The window.</param>
    /// <param name="head">The head.</param>
    public ReadOnlySpan<double> Head(int block, int window, int head) =>
        Blocks[block].AsSpan((window * Heads + head) * Tokens * Tokens, Tokens * Tokens);

    /// <summary>
    /// The share of each token in the embedding if every token only stood for itself: 1 for the class token, equal shares of the patches,
    /// or what the pooling attends to on average over its heads.
    /// </summary>
    /// <param name="window">The window.</param>
    /// <returns>[tokens]; the sum is 1.</returns>
    public double[] PoolingWeights(int window)
    {
        var weights = new double[Tokens];
        if (Pooling == TokenPooling.ClassToken) weights[0] = 1;
        else if (Pool is null) weights.AsSpan(1).Fill(1.0 / Patches);
        else
        {
            for (var head = 0; head < Heads; head++)
                for (var i = 0; i < Patches; i++) weights[1 + i] += Pool[(window * Heads + head) * Patches + i] / Heads;
        }
        return weights;
    }
}
