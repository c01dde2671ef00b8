using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.Torch;
using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Models.Encoders.Cmr;

/// <summary>
/// Image encoders in files: checkpoints of this program, and published weights (.pth, .ckpt, .safetensors) bare, under <c>state_dict</c> or
/// <c>model</c>, or as a part of a larger model.
/// </summary>
public static class CmrEncoderFile
{
    /// <summary>Where models of each stage keep the image encoder.</summary>
    private static readonly string[] Prefixes =
        ["encoder_imaging.", "online_network.encoder.", "network.encoder.", "online_network_imaging.encoder.", ""];

    /// <summary>Puts the weights of a file into an encoder.</summary>
    /// <exception cref="DataFormatException">The file is damaged, or its weights are not those of such an encoder.</exception>
    public static void LoadInto(CmrEncoder encoder, string path)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        using var file = TensorFormats.Open(path);
        var isCheckpoint = Checkpoint.IsCheckpoint(file);
        var weights = !isCheckpoint && file is TorchFile torch ? torch.StateDict() : file.Tensors;
        var start = isCheckpoint ? Checkpoint.ModelPrefix : "";
        var state = encoder.State().ToArray();
        var prefix = Prefixes.Select(prefix => start + prefix).FirstOrDefault(prefix => weights.TryGet(prefix + state[0].Name, out _))
            ?? throw new DataFormatException(
                path, null,
                $"there is no such image encoder among its {weights.Count} tensors: "
                + $"none is {string.Join(" or ", Prefixes.Select(p => $"'{start}{p}{state[0].Name}'"))}");
        foreach (var (name, parameter) in state)
        {
            var tensor = weights[prefix + name];
            // Checkpoints of this program hold filters as they are in memory.
            long[] expected =
                [.. (isCheckpoint ? parameter.Shape.ToArray() : StateLayout.PublishedSizes(parameter)).Select(size => (long)size)];
            if (!tensor.Shape.SequenceEqual(expected))
                throw new DataFormatException(
                    path, null, $"tensor '{tensor.Name}' has shape [{string.Join(", ", tensor.Shape)}] "
                        + $"where [{string.Join(", ", expected)}] was expected");
            parameter.Set(isCheckpoint ? tensor.ToDoubles() : StateLayout.ToPublished(parameter, tensor.ToDoubles(), inverse: true));
        }
        var deeper = weights.FirstOrDefault(
            tensor => IsBlock(tensor.Name) && !Array.Exists(state, entry => prefix + entry.Name == tensor.Name));
        if (deeper is not null)
            throw new DataFormatException(path, null, $"its image encoder is larger: '{deeper.Name}' has no place in this one");

        bool IsBlock(string name) => prefix != start && name.StartsWith(prefix, StringComparison.Ordinal);
    }
}
