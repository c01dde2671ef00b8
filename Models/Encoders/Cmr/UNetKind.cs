using System.Text.Json;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Encoders.Cmr;

/// <summary>The U-Net encoder in files; it has one size.</summary>
internal sealed class UNetKind : EncoderKind
{
    /// <summary>The name of the kind in files.</summary>
    public const string KindName = "unet";

    /// <inheritdoc/>
    public override string Name => KindName;

    /// <inheritdoc/>
    public override Modality Modality => Modality.Cmr;

    /// <inheritdoc/>
    public override string Marker => "0.0.0.weight";

    /// <summary>Describes an encoder.</summary>
    public static EncoderDescription Describe(CmrInput input)
    {
        using var empty = JsonDocument.Parse("{}");
        return CmrEncoder.Describe(KindName, UNetEncoder.FeatureWidth, empty.RootElement.Clone(), input, preset: KindName);
    }

    /// <inheritdoc/>
    public override bool Matches(EncoderWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.Has("0.4.0.bias");
    }

    /// <inheritdoc/>
    public override EncoderDescription Describe(EncoderWeights weights, EncoderHints hints)
    {
        ArgumentNullException.ThrowIfNull(hints);
        return Describe(hints.Images);
    }

    /// <inheritdoc/>
    /// <remarks>It has one size, which does not depend on the description.</remarks>
    public override void RequireFits(EncoderWeights weights, EncoderDescription description)
    {
    }

    /// <inheritdoc/>
    public override Encoder Create(Device device, RandomSource random, EncoderDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return new UNetEncoder(device, random) { Input = description.Cmr ?? new CmrInput() };
    }

    /// <inheritdoc/>
    public override bool IsBody(string name) => name.StartsWith("0.", StringComparison.Ordinal);
}
