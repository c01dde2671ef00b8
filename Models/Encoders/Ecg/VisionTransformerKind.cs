using System.Text.Json;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg.Positions;

namespace EcgCmrNative.Models.Encoders.Ecg;

/// <summary>The ECG encoder in files.</summary>
internal sealed class VisionTransformerKind : EncoderKind
{
    /// <summary>The name of the kind in files.</summary>
    public const string KindName = "vision-transformer";

    private const string Positions = "pos_embed";
    private const string Filters = "patch_embed.proj.weight";

    /// <inheritdoc/>
    public override string Name => KindName;

    /// <inheritdoc/>
    public override Modality Modality => Modality.Ecg;

    /// <inheritdoc/>
    public override string Marker => "cls_token";

    /// <summary>Describes an encoder.</summary>
    public static EncoderDescription Describe(VisionTransformerConfiguration configuration, TokenPooling pooling, EcgInput input) => new()
    {
        Kind = KindName,
        Width = configuration.Width,
        Pooling = pooling.ToString(),
        Preset = EcgPresets.Recognize(configuration.Width, configuration.Depth, decoder: null),
        Configuration = JsonSerializer.SerializeToElement(configuration, VisionTransformerJson.Default.VisionTransformerConfiguration),
        Ecg = input,
    };

    /// <inheritdoc/>
    public override bool Matches(EncoderWeights weights) => true;

    /// <inheritdoc/>
    public override EncoderDescription Describe(EncoderWeights weights, EncoderHints hints)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(hints);
        var pooling = weights.Has("attention_pool.in_proj_weight") ? TokenPooling.Attention
            : weights.Has("fc_norm.weight") ? TokenPooling.Mean : TokenPooling.NormalizedMean;
        var sizes = Sizes(weights, hints);
        return Describe(sizes, pooling, new EcgInput(EcgInput.LeadNames(sizes.Leads), sizes.Samples, Preparation: null));
    }

    /// <inheritdoc/>
    public override void RequireFits(EncoderWeights weights, EncoderDescription description)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(description);
        var c = Configuration(description);
        c.Validate();
        if (description.Width != c.Width) throw new ArgumentException($"width {description.Width} where the sizes state {c.Width}");
        if (description.Ecg is { } input && input.WindowSamples != c.Samples)
            throw new ArgumentException($"a window of {input.WindowSamples} samples where the sizes state {c.Samples}");
        var (width, hidden) = (c.Width, checked(c.Width * c.MlpRatio));
        weights.Sizes("cls_token", 1, 1, width);
        weights.Sizes(Positions, 1, 1 + c.Patches, width);
        weights.Sizes(Filters, width, c.Channels, c.PatchLeads, c.PatchSamples);
        for (var block = 0; block < c.Depth; block++)
        {
            weights.Sizes($"blocks.{block}.attn.qkv.weight", checked(3 * width), width);
            weights.Sizes($"blocks.{block}.attn.proj.weight", width, width);
            weights.Sizes($"blocks.{block}.mlp.fc1.weight", hidden, width);
            weights.Sizes($"blocks.{block}.mlp.fc2.weight", width, hidden);
        }
    }

    /// <inheritdoc/>
    public override Encoder Create(Device device, RandomSource random, EncoderDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        if (!Enum.TryParse<TokenPooling>(description.Pooling, out var pooling) || !Enum.IsDefined(pooling))
            throw new ArgumentException(
                $"unknown pooling '{description.Pooling}'; supported: {string.Join(", ", Enum.GetNames<TokenPooling>())}");
        var configuration = Configuration(description);
        var encoder = pooling == TokenPooling.NormalizedMean
            ? new EcgEncoder(new VisionTransformer(device, random, configuration))
            : new EcgEncoder(device, random, configuration, pooling);
        if (description.Ecg is { } input) encoder.Input = input;
        return encoder;
    }

    /// <inheritdoc/>
    public override EncoderDescription WithWindow(EncoderDescription description, int samples)
    {
        ArgumentNullException.ThrowIfNull(description);
        var configuration = Configuration(description) with { Samples = samples };
        configuration.Validate();
        return description with
        {
            Configuration = JsonSerializer.SerializeToElement(configuration, VisionTransformerJson.Default.VisionTransformerConfiguration),
            Ecg = description.Ecg is { } input ? input with { WindowSamples = samples } : null,
        };
    }

    /// <inheritdoc/>
    public override bool IsBody(string name) =>
        name is "cls_token" or Positions || name.StartsWith("blocks.", StringComparison.Ordinal)
        || name.StartsWith("patch_embed.", StringComparison.Ordinal) || name.StartsWith("norm.", StringComparison.Ordinal);

    /// <summary>The values of a parameter; positions are interpolated in time if the encoder takes another window.</summary>
    public override double[] Values(EncoderWeights weights, string name, Parameter parameter, Encoder encoder)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (name != Positions) return weights.Values(name, parameter);
        var c = ((EcgEncoder)encoder).Configuration;
        var patches = weights.Sizes(Positions, 1, null, c.Width)[1] - 1;
        var values = weights.Values(Positions, 1, null, c.Width);
        if (patches == c.Patches) return values;
        if (patches % c.GridRows != 0 || patches == 0)
            throw new DataFormatException(
                weights.Path, null,
                $"'{weights.Prefix}{Positions}' has {patches} patches, which is not divisible by the {c.GridRows} rows of leads");
        return PositionInterpolation.InTime(values, c.Width, c.GridRows, patches / c.GridRows, c.GridColumns);
    }

    /// <summary>The sizes that a description of this kind states.</summary>
    /// <exception cref="JsonException">They are those of another kind.</exception>
    internal static VisionTransformerConfiguration Configuration(EncoderDescription description) =>
        description.Read(VisionTransformerJson.Default.VisionTransformerConfiguration);

    /// <summary>The sizes, from the shapes of the weights. Every block is checked before memory is taken for a model.</summary>
    private static VisionTransformerConfiguration Sizes(EncoderWeights weights, EncoderHints hints)
    {
        var width = weights.Sizes("cls_token", null, null, null)[2];
        var patch = weights.Sizes(Filters, width, null, null, null);
        var patches = weights.Sizes(Positions, 1, null, width)[1] - 1;
        var depth = 0;
        while (weights.Has($"blocks.{depth}.attn.qkv.weight")) depth++;
        if (depth == 0)
            throw new DataFormatException(weights.Path, null, $"tensor '{weights.Prefix}blocks.0.attn.qkv.weight' not found");
        var hidden = weights.Sizes("blocks.0.mlp.fc1.weight", null, width)[0];
        for (var block = 0; block < depth; block++)
        {
            weights.Sizes($"blocks.{block}.attn.qkv.weight", 3 * width, width);
            weights.Sizes($"blocks.{block}.mlp.fc1.weight", hidden, width);
        }
        if (hidden % width != 0)
            throw new DataFormatException(weights.Path, null, $"the MLPs' hidden width {hidden} is not a multiple of the width {width}");
        var rows = hints.Leads / patch[2];
        if (rows < 1 || patches < rows || patches % rows != 0)
            throw new ArgumentException(
                $"{weights.Path}: {patches} patches are not divisible into rows for {hints.Leads} leads; "
                + "specify the number of leads that the encoder was trained on");
        return new VisionTransformerConfiguration(width, depth, hints.Heads ?? Heads(weights, width, depth))
        {
            Channels = patch[1],
            Leads = hints.Leads,
            Samples = patches / rows * patch[3],
            PatchLeads = patch[2],
            PatchSamples = patch[3],
            MlpRatio = hidden / width,
        };
    }

    private static int Heads(EncoderWeights weights, int width, int depth) =>
        EcgPresets.Names.Select(EcgPresets.Encoder).FirstOrDefault(preset => preset.Width == width && preset.Depth == depth)?.Heads
            ?? throw new ArgumentException(
                $"{weights.Path}: no preset has width {width} and {depth} blocks, and the weights do not state the number of "
                + "attention heads; specify it");
}

/// <summary>JSON of the sizes, generated at compile time so that trimmed programs have it.</summary>
[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(VisionTransformerConfiguration))]
internal sealed partial class VisionTransformerJson : JsonSerializerContext;
