using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Models.Encoders.Ecg.Positions;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.MaskedModelling;

namespace EcgCmrNative.Models.Encoders.Ecg;

/// <summary>
/// The weights of an ECG encoder in an open file, found and measured: a checkpoint of this program, or a published layout (bare, under
/// <c>model</c> or <c>state_dict</c>, or as a part of a larger model), whose sizes are read off the weights.
/// </summary>
internal sealed class EncoderTensors : IDisposable
{
    private const string PositionsName = "pos_embed";

    /// <summary>Where models of each stage keep the ECG encoder.</summary>
    private static readonly string[] Prefixes =
        ["", "encoder_ecg.", "online_network.encoder.", "network.encoder.", "online_network_ecg.encoder."];

    private readonly TensorFile _file;
    private readonly NamedTensors _weights;
    private readonly string _path;
    private readonly string _prefix;

    private EncoderTensors(TensorFile file, string path, EncoderFileOptions options)
    {
        (_file, _path) = (file, path);
        var isCheckpoint = Checkpoint.IsCheckpoint(file);
        _weights = !isCheckpoint && file is TorchFile torch ? torch.StateDict() : file.Tensors;
        var start = isCheckpoint ? Checkpoint.ModelPrefix : "";
        _prefix = Prefixes.Select(prefix => start + prefix).FirstOrDefault(prefix => Has(prefix, "cls_token"))
            ?? throw new DataFormatException(
                path, null,
                $"there is no ECG encoder among its {_weights.Count} tensors: "
                + $"none is {string.Join(" or ", Prefixes.Select(p => $"'{start}{p}cls_token'"))}");
        if (isCheckpoint) (Trained, Origin, Pooling) = Describe(path, Checkpoint.ReadConfiguration(path));
        else (Trained, Pooling) = (Infer(options), Has(_prefix, "attention_pool.in_proj_weight")
            ? TokenPooling.Attention
            : Has(_prefix, "fc_norm.weight") ? TokenPooling.Mean : null);
    }

    /// <summary>The encoder's sizes as it was trained.</summary>
    public VisionTransformerConfiguration Trained { get; }

    /// <summary>Its data, where the file is a checkpoint of this program; null otherwise.</summary>
    public EncoderOrigin? Origin { get; }

    /// <summary>How its tokens were pooled in training; null where they were not, or the file does not say.</summary>
    public TokenPooling? Pooling { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataFormatException">The file is damaged, or its weights are not those of one encoder.</exception>
    /// <exception cref="ArgumentException">The options do not fit the weights, or have to say more.</exception>
    public static EncoderTensors Open(string path, EncoderFileOptions options)
    {
        var file = TensorFormats.Open(path);
        try
        {
            return new EncoderTensors(file, path, options);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Fills an encoder; positions are interpolated in time where it sees another window.</summary>
    /// <param name="encoder">The transformer, alone or with its pooling.</param>
    /// <param name="seen">Its sizes.</param>
    /// <param name="isOptional">State that may be missing from the file and then stays as it is; null for none.</param>
    /// <returns>What was missing.</returns>
    /// <exception cref="DataFormatException">Weights are missing, or of another shape.</exception>
    public IReadOnlyList<string> Fill(Module encoder, VisionTransformerConfiguration seen, Func<string, bool>? isOptional = null)
    {
        if (Trained.Depth != seen.Depth)
            throw new DataFormatException(_path, null, $"its encoder has {Trained.Depth} blocks where {seen.Depth} were expected");
        var missing = encoder.State().Select(entry => entry.Name).Where(name => !Has(_prefix, name)).ToArray();
        var needed = missing.Where(name => isOptional?.Invoke(name) != true).ToArray();
        if (needed.Length > 0)
            throw new DataFormatException(
                _path, null,
                $"{needed.Length} weights of the encoder are missing: {string.Join(", ", needed.Take(5).Select(name => _prefix + name))}");
        foreach (var (name, parameter) in encoder.State())
        {
            if (!missing.Contains(name)) parameter.Set(Values(name, parameter, seen));
        }
        return missing;
    }

    /// <summary>Weights of the file that are no part of an encoder.</summary>
    public IReadOnlyList<string> Besides(Module encoder)
    {
        if (Origin is not null) return [];
        var used = encoder.State().Select(entry => _prefix + entry.Name).ToHashSet(StringComparer.Ordinal);
        return [.. _weights.Select(tensor => tensor.Name).Where(name => !used.Contains(name))];
    }

    private static (VisionTransformerConfiguration Trained, EncoderOrigin Origin, TokenPooling? Pooling) Describe(string path, string json)
    {
        if (!ContrastiveConfiguration.Recognizes(json))
        {
            var masked = MaskedModellingConfiguration.Parse(path, json);
            return (masked.Options.Model(masked.Leads.Count).Encoder, new EncoderOrigin(masked.Leads, masked.Preparation ?? new EcgPreparation()), null);
        }
        var run = ContrastiveConfiguration.Parse(path, json);
        if (run.Ecg is null) throw new DataFormatException(path, null, $"the '{run.Recipe}' run trained no ECG encoder");
        return (run.Ecg.Model(run.Leads.Count), new EncoderOrigin(run.Leads, run.Preparation ?? new EcgPreparation()), run.Ecg.Pooling);
    }

    /// <summary>Sizes from the shapes of the weights, each block's checked before any memory is taken for a model.</summary>
    private VisionTransformerConfiguration Infer(EncoderFileOptions options)
    {
        var width = Sizes("cls_token", null, null, null)[2];
        var patch = Sizes("patch_embed.proj.weight", width, null, null, null);
        var tokens = Sizes(PositionsName, 1, null, width)[1];
        var depth = 0;
        while (Has(_prefix, $"blocks.{depth}.attn.qkv.weight")) depth++;
        if (depth == 0) throw new DataFormatException(_path, null, $"there is no tensor '{_prefix}blocks.0.attn.qkv.weight'");
        var hidden = Sizes("blocks.0.mlp.fc1.weight", null, width)[0];
        for (var block = 0; block < depth; block++)
        {
            Sizes($"blocks.{block}.attn.qkv.weight", 3 * width, width);
            Sizes($"blocks.{block}.mlp.fc1.weight", hidden, width);
        }
        if (hidden % width != 0)
            throw new DataFormatException(_path, null, $"the MLPs' hidden width {hidden} is no multiple of the width {width}");
        var rows = options.Leads / patch[2];
        if (rows < 1 || (tokens - 1) % rows != 0 || tokens <= rows)
            throw new ArgumentException(
                $"{_path}: {tokens - 1} patches do not make rows for {options.Leads} leads; say how many leads the encoder was trained on");
        return new VisionTransformerConfiguration(width, depth, options.Heads ?? Heads(width, depth))
        {
            Channels = patch[1],
            Leads = options.Leads,
            Samples = (tokens - 1) / rows * patch[3],
            PatchLeads = patch[2],
            PatchSamples = patch[3],
            MlpRatio = hidden / width,
        };
    }

    private int[] Sizes(string name, params ReadOnlySpan<int?> expected)
    {
        var shape = _weights[_prefix + name].Shape;
        var fits = shape.Count == expected.Length;
        for (var i = 0; fits && i < expected.Length; i++)
            fits = shape[i] is >= 1 and <= int.MaxValue && (expected[i] ?? shape[i]) == shape[i];
        if (fits) return [.. shape.Select(size => (int)size)];
        var wanted = string.Join(", ", expected.ToArray().Select(size => size is null ? "any" : $"{size}"));
        throw new DataFormatException(
            _path, null, $"tensor '{_prefix}{name}' has shape [{string.Join(", ", shape)}] where [{wanted}] was expected");
    }

    private int Heads(int width, int depth)
    {
        var presets = EcgPresets.Names.Select(EcgPresets.Encoder).Where(preset => preset.Width == width && preset.Depth == depth);
        return presets.FirstOrDefault()?.Heads
            ?? throw new ArgumentException(
                $"{_path}: no preset has a width of {width} and {depth} blocks, and weights do not tell attention heads; say how many");
    }

    private double[] Values(string name, Parameter parameter, VisionTransformerConfiguration seen)
    {
        var tensor = _weights[_prefix + name];
        long[] expected = [.. parameter.Shape.ToArray().Select(size => (long)size)];
        if (name == PositionsName) expected[1] = 1 + Trained.Patches;
        if (!tensor.Shape.SequenceEqual(expected))
            throw new DataFormatException(
                _path, null,
                $"tensor '{tensor.Name}' has shape [{string.Join(", ", tensor.Shape)}] where [{string.Join(", ", expected)}] was expected");
        var values = tensor.ToDoubles();
        return name == PositionsName && seen.Samples != Trained.Samples
            ? PositionInterpolation.InTime(values, Trained.Width, Trained.GridRows, Trained.GridColumns, seen.GridColumns)
            : values;
    }

    private bool Has(string prefix, string name) => _weights.TryGet(prefix + name, out _);
}
