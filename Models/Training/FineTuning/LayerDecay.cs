using System.Globalization;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Optimizers;

namespace EcgCmrNative.Models.Training.FineTuning;

/// <summary>
/// Layer-wise learning-rate decay of a vision transformer (Clark et al. 2020; Bao et al. 2022): the further a layer is from the output, the
/// less it learns. Block i of n learns at decay^(n − i) of the rate, the patch embedding, positions and class token at decay^(n + 1), the
/// rest at the whole rate.
/// </summary>
public static class LayerDecay
{
    private const string Blocks = "blocks.";

    private static readonly string[] Embedding = ["cls_token", "pos_embed", "patch_embed."];
    private static readonly string[] Undecayed = ["cls_token", "pos_embed", "dist_token"];

    /// <summary>The parameter groups, in the order of the layers; in each layer those without weight decay come first.</summary>
    /// <param name="parameters">The parameters of the model, by name.</param>
    /// <param name="depth">Number of blocks.</param>
    /// <param name="decay">Factor from a layer to the one before it; 1 for the same rate everywhere.</param>
    /// <param name="weightDecay">
    /// Weight decay of all but gains, shifts, biases, the class token and the positions. Published.
    /// </param>
    public static IReadOnlyList<ParameterGroup> Groups(
        IEnumerable<(string Name, Parameter Parameter)> parameters, int depth, double decay, double weightDecay) =>
    [
        .. from entry in parameters
           where entry.Parameter.Trainable
           let layer = LayerOf(entry.Name, depth)
           let decays = entry.Parameter.Shape.Rank > 1 && !Undecayed.Contains(entry.Name)
           group entry by (layer, decays) into same
           orderby same.Key
           select new ParameterGroup(
               $"layer {same.Key.layer.ToString(CultureInfo.InvariantCulture)}, {(same.Key.decays ? "decay" : "no decay")}", [.. same])
           {
               WeightDecay = same.Key.decays ? weightDecay : 0,
               LearningRateScale = Math.Pow(decay, depth + 1 - same.Key.layer),
           },
    ];

    /// <summary>0 for the embedding of patches, 1 + i for block i, 1 + depth for the rest.</summary>
    private static int LayerOf(string name, int depth)
    {
        if (Embedding.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal))) return 0;
        return name.StartsWith(Blocks, StringComparison.Ordinal)
            ? 1 + int.Parse(name.AsSpan(Blocks.Length, name.IndexOf('.', Blocks.Length) - Blocks.Length), CultureInfo.InvariantCulture)
            : 1 + depth;
    }
}
