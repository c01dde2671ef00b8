using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;

namespace EcgCmrNative.Models.Encoders.Ecg;

/// <summary>Cuts recordings into patches and puts them together again. With one channel and one lead per patch nothing is copied.</summary>
internal static class Patches
{
    /// <summary>Patch vectors in the order (channel, lead, time) that the embedding's filters have.</summary>
    /// <param name="x">[batch, channels, leads, samples].</param>
    /// <param name="c">The grid.</param>
    /// <returns>[batch, patches, channels·p·q].</returns>
    public static Tensor ForEmbedding(Tensor x, VisionTransformerConfiguration c) => Cut(x, c, [0, 2, 4, 1, 3, 5]);

    /// <summary>Patch vectors in the order (lead, time, channel) that the decoder predicts.</summary>
    public static Tensor ForTarget(Tensor x, VisionTransformerConfiguration c) => Cut(x, c, [0, 2, 4, 3, 5, 1]);

    /// <summary>The inverse of <see cref="ForTarget"/>: [batch, patches, p·q·channels] to [batch, channels, leads, samples].</summary>
    public static Tensor Assemble(Tensor patches, VisionTransformerConfiguration c)
    {
        var batch = patches.Shape[0];
        if (c is { Channels: 1, PatchLeads: 1 }) return patches.Reshape(batch, 1, c.Leads, c.Samples);
        return patches.Reshape(batch, c.GridRows, c.GridColumns, c.PatchLeads, c.PatchSamples, c.Channels)
            .Permute(0, 5, 1, 3, 2, 4).Reshape(batch, c.Channels, c.Leads, c.Samples);
    }

    private static Tensor Cut(Tensor x, VisionTransformerConfiguration c, ReadOnlySpan<int> order)
    {
        if (x.Shape.Rank != 4 || x.Shape[1] != c.Channels || x.Shape[2] != c.Leads || x.Shape[3] != c.Samples)
            throw new ShapeException(
                "patches", $"input has shape {x.Shape}, expected [batch, {c.Channels} channel(s), {c.Leads} leads, {c.Samples} samples]");
        var batch = x.Shape[0];
        if (c is { Channels: 1, PatchLeads: 1 }) return x.Reshape(batch, c.Patches, c.PatchSize);
        return x.Reshape(batch, c.Channels, c.GridRows, c.PatchLeads, c.GridColumns, c.PatchSamples)
            .Permute(order).Reshape(batch, c.Patches, c.PatchSize);
    }
}
