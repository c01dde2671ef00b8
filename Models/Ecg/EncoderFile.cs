using EcgCmrNative.Data.Formats;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;

namespace EcgCmrNative.Models.Ecg;

/// <summary>What a file of weights does not say of its encoder.</summary>
public sealed record EncoderFileOptions
{
    /// <summary>Attention heads; null to take them from the preset of the same width and depth. Checkpoints of this program know them.</summary>
    public int? Heads { get; init; }

    /// <summary>Leads that the encoder was trained on. Checkpoints of this program know them.</summary>
    public int Leads { get; init; } = 12;

    /// <summary>Samples per lead that the encoder is to see; null for what it was trained on. Positions are interpolated in time for another window.</summary>
    public int? Window { get; init; }
}

/// <summary>
/// An ECG encoder from a file: a checkpoint of this program's masked data modelling, or weights in a published layout (bare, under <c>model</c> or
/// <c>state_dict</c>, or as a part of a larger model), whose sizes are read off the weights.
/// </summary>
/// <param name="Encoder">The encoder.</param>
/// <param name="Training">How it was trained, where the file is a checkpoint of this program; null otherwise.</param>
/// <param name="Unused">Weights of a published file that are no part of the encoder, as decoders, heads and <c>fc_norm</c>.</param>
public sealed record EncoderFile(VisionTransformer Encoder, MaskedModellingConfiguration? Training, IReadOnlyList<string> Unused)
{
    private const string PositionsName = "pos_embed";

    /// <summary>Where published models of each stage keep the ECG encoder.</summary>
    private static readonly string[] Prefixes = ["", "encoder_ecg.", "online_network.encoder.", "network.encoder."];

    /// <summary>Loads an encoder.</summary>
    /// <exception cref="DataFormatException">The file is damaged, or its weights are not those of one encoder.</exception>
    /// <exception cref="ArgumentException">The options do not fit the weights, or have to say more.</exception>
    public static EncoderFile Load(Device device, string path, EncoderFileOptions? options = null)
    {
        options ??= new EncoderFileOptions();
        using var file = TensorFile.Open(path);
        if (Checkpoint.IsCheckpoint(file))
        {
            var training = MaskedModellingConfiguration.Parse(path, Checkpoint.ReadConfiguration(path));
            var trained = training.Options.Model(training.Leads.Count).Encoder;
            return new EncoderFile(Fill(device, file.Tensors, path, Checkpoint.ModelPrefix, trained, options.Window), training, []);
        }
        var weights = file is TorchFile torch ? torch.StateDict() : file.Tensors;
        var prefix = Array.Find(Prefixes, candidate => weights.TryGet(candidate + "cls_token", out _))
            ?? throw new DataFormatException(
                path, null, $"there is no ECG encoder among its {weights.Count} tensors: none is named {string.Join(" or ", Prefixes.Select(p => $"'{p}cls_token'"))}");
        var encoder = Fill(device, weights, path, prefix, Infer(weights, path, prefix, options), options.Window);
        var used = encoder.State().Select(entry => prefix + entry.Name).ToHashSet(StringComparer.Ordinal);
        return new EncoderFile(encoder, null, [.. weights.Select(tensor => tensor.Name).Where(name => !used.Contains(name))]);
    }

    /// <summary>Sizes from the shapes of the weights, each block's checked before any memory is taken for a model.</summary>
    private static VisionTransformerConfiguration Infer(NamedTensors weights, string path, string prefix, EncoderFileOptions options)
    {
        var width = Sizes("cls_token", null, null, null)[2];
        var patch = Sizes("patch_embed.proj.weight", width, null, null, null);
        var tokens = Sizes(PositionsName, 1, null, width)[1];
        var depth = 0;
        while (weights.TryGet($"{prefix}blocks.{depth}.attn.qkv.weight", out _)) depth++;
        if (depth == 0) throw new DataFormatException(path, null, $"there is no tensor '{prefix}blocks.0.attn.qkv.weight'");
        var hidden = Sizes("blocks.0.mlp.fc1.weight", null, width)[0];
        for (var block = 0; block < depth; block++)
        {
            Sizes($"blocks.{block}.attn.qkv.weight", 3 * width, width);
            Sizes($"blocks.{block}.mlp.fc1.weight", hidden, width);
        }
        if (hidden % width != 0) throw new DataFormatException(path, null, $"the MLPs' hidden width {hidden} is no multiple of the width {width}");
        var rows = options.Leads / patch[2];
        if (rows < 1 || (tokens - 1) % rows != 0 || tokens <= rows)
            throw new ArgumentException($"{path}: {tokens - 1} patches do not make rows for {options.Leads} leads; say how many leads the encoder was trained on");
        return new VisionTransformerConfiguration(width, depth, options.Heads ?? Heads(path, width, depth))
        {
            Channels = patch[1], Leads = options.Leads, Samples = (tokens - 1) / rows * patch[3],
            PatchLeads = patch[2], PatchSamples = patch[3], MlpRatio = hidden / width,
        };

        int[] Sizes(string name, params ReadOnlySpan<int?> expected)
        {
            var shape = weights[prefix + name].Shape;
            var fits = shape.Count == expected.Length;
            for (var i = 0; fits && i < expected.Length; i++) fits = shape[i] is >= 1 and <= int.MaxValue && (expected[i] ?? shape[i]) == shape[i];
            if (fits) return [.. shape.Select(size => (int)size)];
            var wanted = string.Join(", ", expected.ToArray().Select(size => size is null ? "any" : $"{size}"));
            throw new DataFormatException(path, null, $"tensor '{prefix}{name}' has shape [{string.Join(", ", shape)}] where [{wanted}] was expected");
        }
    }

    private static int Heads(string path, int width, int depth)
    {
        var presets = EcgPresets.Names.Select(EcgPresets.Encoder).Where(preset => preset.Width == width && preset.Depth == depth);
        return presets.FirstOrDefault()?.Heads
            ?? throw new ArgumentException($"{path}: no preset has a width of {width} and {depth} blocks, and weights do not tell attention heads; say how many");
    }

    private static VisionTransformer Fill(
        Device device, NamedTensors weights, string path, string prefix, VisionTransformerConfiguration trained, int? window)
    {
        var configuration = trained with { Samples = window ?? trained.Samples };
        var encoder = new VisionTransformer(device, new RandomSource(0), configuration);
        var missing = encoder.State().Select(entry => prefix + entry.Name).Where(name => !weights.TryGet(name, out _)).ToArray();
        if (missing.Length > 0)
            throw new DataFormatException(path, null, $"{missing.Length} weights of the encoder are missing: {string.Join(", ", missing.Take(5))}");
        foreach (var (name, parameter) in encoder.State())
        {
            var tensor = weights[prefix + name];
            long[] expected = [.. parameter.Shape.ToArray().Select(size => (long)size)];
            if (name == PositionsName) expected[1] = 1 + trained.Patches;
            if (!tensor.Shape.SequenceEqual(expected))
                throw new DataFormatException(
                    path, null, $"tensor '{tensor.Name}' has shape [{string.Join(", ", tensor.Shape)}] where [{string.Join(", ", expected)}] was expected");
            var values = tensor.ToDoubles();
            parameter.Set(name == PositionsName && configuration.Samples != trained.Samples
                ? PositionInterpolation.InTime(values, trained.Width, trained.GridRows, trained.GridColumns, configuration.GridColumns)
                : values);
        }
        return encoder;
    }
}
