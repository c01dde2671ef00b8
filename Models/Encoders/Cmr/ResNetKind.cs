using System.Text.Json;
using System.Text.Json.Serialization;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Encoders.Cmr;

/// <summary>Residual networks in files.</summary>
internal sealed class ResNetKind : EncoderKind
{
    /// <summary>The name of the kind in files.</summary>
    public const string KindName = "resnet";

    /// <inheritdoc/>
    public override string Name => KindName;

    /// <inheritdoc/>
    public override Modality Modality => Modality.Cmr;

    /// <inheritdoc/>
    public override string Marker => "4.0.conv1.weight";

    /// <summary>Describes an encoder.</summary>
    public static EncoderDescription Describe(ResNetConfiguration configuration, CmrInput input) => CmrEncoder.Describe(
        KindName, configuration.Width, JsonSerializer.SerializeToElement(configuration, ResNetJson.Default.ResNetConfiguration), input,
        CmrPresets.Recognize(configuration));

    /// <inheritdoc/>
    public override bool Matches(EncoderWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.Has("0.weight");
    }

    /// <inheritdoc/>
    public override EncoderDescription Describe(EncoderWeights weights, EncoderHints hints)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(hints);
        var stem = weights.Sizes("0.weight", null, null, null, null);
        var blocks = new List<int>();
        while (Blocks(blocks.Count) is > 0 and var count) blocks.Add(count);
        var configuration = new ResNetConfiguration(blocks)
        {
            Bottleneck = weights.Has("4.0.conv3.weight"),
            StemWidth = stem[0],
            Channels = stem[1],
        };
        return Describe(configuration, hints.Images);

        int Blocks(int stage)
        {
            var count = 0;
            while (weights.Has(FormattableString.Invariant($"{ResNet.FirstStage + stage}.{count}.conv1.weight"))) count++;
            return count;
        }
    }

    /// <inheritdoc/>
    public override void RequireFits(EncoderWeights weights, EncoderDescription description)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(description);
        var c = description.Read(ResNetJson.Default.ResNetConfiguration);
        c.Validate();
        if (description.Width != c.Width) throw new ArgumentException($"width {description.Width} where the sizes state {c.Width}");
        weights.RequireFilters("0.weight", c.StemWidth, c.Channels, 7);
        var inputs = c.StemWidth;
        for (var stage = 0; stage < c.Blocks.Count; stage++)
        {
            var width = c.StemWidth << stage;
            for (var block = 0; block < c.Blocks[stage]; block++)
            {
                var name = FormattableString.Invariant($"{ResNet.FirstStage + stage}.{block}");
                weights.RequireFilters($"{name}.conv1.weight", width, inputs, c.Bottleneck ? 1 : 3);
                weights.RequireFilters($"{name}.conv2.weight", width, width, 3);
                if (c.Bottleneck) weights.RequireFilters($"{name}.conv3.weight", width * ResidualBlock.Expansion, width, 1);
                inputs = c.Bottleneck ? width * ResidualBlock.Expansion : width;
            }
        }
    }

    /// <inheritdoc/>
    public override Encoder Create(Device device, RandomSource random, EncoderDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        var configuration = description.Read(ResNetJson.Default.ResNetConfiguration);
        return new ResNet(device, random, configuration) { Input = description.Cmr ?? new CmrInput() };
    }

    /// <inheritdoc/>
    public override bool IsBody(string name) => name.Length > 1 && char.IsAsciiDigit(name[0]) && name[1] == '.';
}

/// <summary>JSON of the sizes, generated at compile time so that trimmed programs have it.</summary>
[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ResNetConfiguration))]
internal sealed partial class ResNetJson : JsonSerializerContext;
