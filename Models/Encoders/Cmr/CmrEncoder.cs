using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;

namespace EcgCmrNative.Models.Encoders.Cmr;

/// <summary>
/// Makes embeddings of cardiac magnetic resonance images. <see cref="Layer.Forward"/> takes [batch, height, width, <see cref="Channels"/>]
/// to [batch, <see cref="Width"/>]: the mean of the feature map over its pixels.
/// </summary>
public abstract class CmrEncoder : Layer
{
    /// <summary>Channels of the images.</summary>
    public abstract int Channels { get; }

    /// <summary>Numbers of an embedding, and channels of the feature map.</summary>
    public abstract int Width { get; }

    /// <summary>What the encoder sees at each place of an image.</summary>
    /// <param name="images">[batch, height, width, <see cref="Channels"/>].</param>
    /// <returns>[batch, map height, map width, <see cref="Width"/>].</returns>
    /// <exception cref="ShapeException">The images have another shape.</exception>
    public Tensor FeatureMap(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Shape.Rank != 4 || images.Shape[3] != Channels)
            throw new ShapeException("CMR encoder", $"{images.Shape} is not [batch, height, width, {Channels} channels]");
        using var scope = TensorScope.Open();
        return scope.Keep(Map(images));
    }

    /// <inheritdoc/>
    protected sealed override Tensor Compute(Tensor x) => FeatureMap(x).GlobalAveragePool();

    /// <summary>The encoder's own work: see <see cref="FeatureMap"/>.</summary>
    protected abstract Tensor Map(Tensor images);
}
