using EcgCmrNative.Data.Formats.Tensors;

namespace EcgCmrNative.Models.Encoders.Ecg;

/// <summary>
/// What the names and shapes in a file of weights say of the ECG encoder in it, wherever it stands. For looking at a file of any origin;
/// <see cref="EncoderFile"/> loads one.
/// </summary>
/// <param name="Prefix">What stands before every name of the encoder.</param>
/// <param name="Width">Numbers per token.</param>
/// <param name="Depth">Transformer blocks.</param>
/// <param name="MlpRatio">Width of the hidden layers over <paramref name="Width"/>.</param>
/// <param name="Patches">Patches of a recording.</param>
/// <param name="Filter">Shape of the embedding's filters: [width, channels, leads, samples].</param>
/// <param name="Preset">The preset with these sizes, or null: they are of no preset.</param>
public sealed record EncoderLayout(
    string Prefix, int Width, int Depth, int MlpRatio, int Patches, IReadOnlyList<int> Filter, string? Preset)
{
    private const string FilterName = "patch_embed.proj.weight";

    /// <summary>Looks for an encoder among the tensors of a file.</summary>
    /// <returns>Null where there is none.</returns>
    public static EncoderLayout? Find(IReadOnlyList<FileTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var shapes = tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape, StringComparer.Ordinal);
        foreach (var (name, filter) in shapes)
        {
            if (!name.EndsWith(FilterName, StringComparison.Ordinal) || filter.Count != 4
                || filter.Any(size => size is < 1 or > int.MaxValue)) continue;
            var prefix = name[..^FilterName.Length];
            if (!shapes.TryGetValue($"{prefix}pos_embed", out var positions) || positions.Count != 3
                || positions[1] is < 2 or > int.MaxValue) continue;
            var width = (int)filter[0];
            var depth = Blocks(prefix + "blocks");
            var hidden = shapes.GetValueOrDefault($"{prefix}blocks.0.mlp.fc1.weight");
            if (depth == 0 || hidden is not { Count: 2 }) continue;
            (int, int)? decoder = shapes.TryGetValue($"{prefix}decoder_embed.weight", out var embedding)
                && embedding is [<= int.MaxValue, _]
                ? ((int)embedding[0], Blocks(prefix + "decoder_blocks"))
                : null;
            return new EncoderLayout(
                prefix, width, depth, (int)(hidden[0] / width), (int)positions[1] - 1, [.. filter.Select(size => (int)size)],
                EcgPresets.Recognize(width, depth, decoder));
        }
        return null;

        int Blocks(string stem)
        {
            var count = 0;
            while (shapes.ContainsKey($"{stem}.{count}.norm1.weight")) count++;
            return count;
        }
    }
}
