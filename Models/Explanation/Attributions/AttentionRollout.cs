using EcgCmrNative.Models.Encoders.Ecg;

namespace EcgCmrNative.Models.Explanation.Attributions;

/// <summary>
/// Attention rollout (Abnar and Zuidema 2020): how much of each token reaches the embedding if attention alone moved information. Of
/// every block the mean over heads, half of it replaced by the residual connection, ½A + ½I; the blocks are multiplied from last to first.
/// </summary>
public static class AttentionRollout
{
    /// <summary>From every token to every token through all blocks.</summary>
    /// <param name="attention">The attention.</param>
    /// <param name="window">The window.</param>
    /// <returns>[tokens, tokens]; rows are the tokens of the last block and sum to 1, columns those of the first.</returns>
    public static double[] Matrix(EncoderAttention attention, int window)
    {
        ArgumentNullException.ThrowIfNull(attention);
        var tokens = attention.Tokens;
        var product = new double[tokens * tokens];
        for (var i = 0; i < tokens; i++) product[i * tokens + i] = 1;
        for (var block = 0; block < attention.Blocks.Count; block++) product = Multiply(Mixed(attention, block, window), product, tokens);
        return product;
    }

    /// <summary>The shares of the patches in the embedding.</summary>
    /// <param name="attention">The attention.</param>
    /// <param name="window">The window.</param>
    /// <returns>[tokens]: that of the class token first; the sum is 1.</returns>
    public static double[] Shares(EncoderAttention attention, int window)
    {
        ArgumentNullException.ThrowIfNull(attention);
        var shares = attention.PoolingWeights(window);
        for (var block = attention.Blocks.Count - 1; block >= 0; block--)
            shares = Multiply(shares, Mixed(attention, block, window), attention.Tokens);
        return shares;
    }

    /// <summary>The map of a recording. Its sum is 1 less the mean share of the class token.</summary>
    /// <param name="attention">The attention of its windows.</param>
    /// <param name="grid">The patches of the encoder.</param>
    /// <exception cref="ArgumentException">The patches are not those of the encoder.</exception>
    public static AttributionMap Of(EncoderAttention attention, PatchGrid grid)
    {
        ArgumentNullException.ThrowIfNull(attention);
        if (grid.Patches != attention.Patches)
            throw new ArgumentException($"a grid of {grid.Patches} patches for an encoder of {attention.Patches}");
        var patches = new double[attention.Batch * grid.Patches];
        for (var window = 0; window < attention.Batch; window++)
        {
            var shares = Shares(attention, window);
            for (var i = 0; i < grid.Patches; i++) patches[window * grid.Patches + i] = shares[1 + i] / attention.Batch;
        }
        return AttributionMap.OfPatches(grid, patches, isSigned: false);
    }

    /// <summary>½·(mean over heads) + ½·identity.</summary>
    private static double[] Mixed(EncoderAttention attention, int block, int window)
    {
        var tokens = attention.Tokens;
        var mixed = new double[tokens * tokens];
        for (var head = 0; head < attention.Heads; head++)
        {
            var map = attention.Head(block, window, head);
            for (var i = 0; i < mixed.Length; i++) mixed[i] += 0.5 * map[i] / attention.Heads;
        }
        for (var i = 0; i < tokens; i++) mixed[i * tokens + i] += 0.5;
        return mixed;
    }

    /// <summary>Rows times a square matrix.</summary>
    private static double[] Multiply(double[] rows, double[] matrix, int size)
    {
        var product = new double[rows.Length];
        for (var row = 0; row < rows.Length / size; row++)
            for (var k = 0; k < size; k++)
            {
                var factor = rows[row * size + k];
                for (var column = 0; column < size; column++) product[row * size + column] += factor * matrix[k * size + column];
            }
        return product;
    }
}
