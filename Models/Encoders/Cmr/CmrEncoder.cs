using System.Text.Json;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;

namespace EcgCmrNative.Models.Encoders.Cmr;

/// <summary>
/// Makes embeddings of cardiac magnetic resonance images. <see cref="Layer.Forward"/> takes [batch, height, width, <see cref="Channels"/>]
/// to [batch, <see cref="Encoder.Width"/>]: the mean of the feature map over its pixels.
/// </summary>
public abstract class CmrEncoder : Encoder
{
    /// <summary>Channels of the images.</summary>
    public abstract int Channels { get; }

    /// <summary>The images that it expects.</summary>
    public CmrInput Input { get; set; } = new();

    /// <summary>The feature at each place of an image.</summary>
    /// <param name="images">[batch, height, width, <see cref="Channels"/>].</param>
    /// <returns>[batch, map height, map width, <see cref="Encoder.Width"/>].</returns>
    /// <exception cref="ShapeException">The images have another shape.</exception>
    public Tensor FeatureMap(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Shape.Rank != 4 || images.Shape[3] != Channels)
            throw new ShapeException(
                "CMR encoder", $"images have shape {images.Shape}, expected [batch, height, width, {Channels} channels]");
        using var scope = TensorScope.Open();
        return scope.Keep(Map(images));
    }

    /// <summary>The description of an image encoder: its embedding is the average of its feature map.</summary>
    internal static EncoderDescription Describe(string kind, int width, JsonElement configuration, CmrInput input, string? preset) => new()
    {
        Kind = kind,
        Width = width,
        Pooling = "Average",
        Configuration = configuration,
        Preset = preset,
        Cmr = input,
    };

    /// <inheritdoc/>
    protected sealed override Tensor Compute(Tensor x) => FeatureMap(x).GlobalAveragePool();

    /// <summary>The encoder's own work: see <see cref="FeatureMap"/>.</summary>
    protected abstract Tensor Map(Tensor images);
}
