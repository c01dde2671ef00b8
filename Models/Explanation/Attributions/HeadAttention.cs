using EcgCmrNative.Models.Encoders.Ecg;

namespace EcgCmrNative.Models.Explanation.Attributions;

/// <summary>What one head of one block attends to, by lead and time.</summary>
public static class HeadAttention
{
    /// <summary>
    /// What the tokens attend to that the embedding is made of: the class token, or all patches, weighted as the pooling weights them.
    /// </summary>
    /// <param name="attention">The attention.</param>
    /// <param name="grid">The patches of the encoder.</param>
    /// <param name="block">The block, counted from 0.</param>
    /// <param name="head">The head.</param>
    /// <param name="window">The window.</param>
    /// <returns>[rows of patches, columns]; the sum is 1 less what goes to the class token.</returns>
    public static double[] OfPooled(EncoderAttention attention, PatchGrid grid, int block, int head, int window = 0)
    {
        Require(attention, grid);
        var (weights, tokens) = (attention.PoolingWeights(window), attention.Tokens);
        var map = attention.Head(block, window, head);
        var patches = new double[grid.Patches];
        for (var query = 0; query < tokens; query++)
            for (var i = 0; i < patches.Length; i++) patches[i] += weights[query] * map[query * tokens + 1 + i];
        return patches;
    }

    /// <summary>How much the patches of each lead attend to the patches of each lead, on average over times.</summary>
    /// <inheritdoc cref="OfPooled"/>
    /// <returns>[attending row of patches, attended row]; rows sum to 1 less what goes to the class token.</returns>
    public static double[] BetweenLeads(EncoderAttention attention, PatchGrid grid, int block, int head, int window = 0)
    {
        Require(attention, grid);
        var tokens = attention.Tokens;
        var map = attention.Head(block, window, head);
        var between = new double[grid.Rows * grid.Rows];
        for (var query = 0; query < grid.Patches; query++)
            for (var key = 0; key < grid.Patches; key++)
                between[query / grid.Columns * grid.Rows + key / grid.Columns] += map[(1 + query) * tokens + 1 + key] / grid.Columns;
        return between;
    }

    private static void Require(EncoderAttention attention, PatchGrid grid)
    {
        ArgumentNullException.ThrowIfNull(attention);
        if (grid.Patches != attention.Patches)
            throw new ArgumentException($"a grid of {grid.Patches} patches for an encoder of {attention.Patches}");
    }
}
