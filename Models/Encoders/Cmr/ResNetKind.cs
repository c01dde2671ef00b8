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
    IgnoreReadOnlyProperties = true, RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ResNetConfiguration))]
internal sealed partial class ResNetJson : JsonSerializerContext;
