using System.Collections.Immutable;
using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Images.Augmentation;

/// <summary>In which order an image's values are written.</summary>
public enum ImageLayout
{
    /// <summary>[Channels, Height, Width], as images are stored.</summary>
    Planar,

    /// <summary>[Height, Width, Channels], as convolutions take them.</summary>
    ChannelsLast,
}

/// <summary>
/// Runs a <see cref="CmrAugmentation"/> in memory of its own, which it reuses. The result is a function of seed, epoch, sample and view
/// alone, whichever augmenter computes it. Not thread-safe: one augmenter per thread.
/// </summary>
/// <param name="augmentation">The chain.</param>
/// <param name="seed">The run's seed.</param>
public sealed class CmrAugmenter(CmrAugmentation augmentation, ulong seed)
{
    private readonly AugmentationRun<ImageBuffer> _run = new(seed);
    private readonly CounterDraws _draws = new(seed);
    private readonly ImageBuffer _chosen = new();
    private readonly ImmutableArray<Augmentation<ImageBuffer>> _steps =
        ImmutableArray<Augmentation<ImageBuffer>>.CastUp(augmentation.Steps);

    /// <summary>The chain.</summary>
    public CmrAugmentation Augmentation { get; } = augmentation;

    /// <summary>Values of a result.</summary>
    /// <param name="channels">Channels of the image.</param>
    public int ResultLength(int channels) => checked(
        (Augmentation.Channels?.ChannelsOf(channels) ?? channels) * Augmentation.Plain.Height * Augmentation.Plain.Width);

    /// <summary>Augments an image.</summary>
    /// <param name="pixels">Planar [channels, height, width], 0 … 1.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="height">Pixels in a column.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="epoch">Number of the epoch.</param>
    /// <param name="sample">Number of the image in its set.</param>
    /// <param name="destination">Receives the result; its size must be the result's.</param>
    /// <param name="layout">Order of the values in the result.</param>
    /// <param name="view">Which of several views of the same image this is.</param>
    /// <exception cref="ArgumentException">The shape does not suit the chain, or the destination not the result.</exception>
    public void Apply(
        ReadOnlySpan<float> pixels, int channels, int height, int width, int epoch, int sample, Span<float> destination,
        ImageLayout layout = ImageLayout.Planar, int view = 0)
    {
        _run.Current.CopyFrom(pixels, channels, height, width);
        _run.Run(Augmentation.Region, _steps, Augmentation.Rate, Augmentation.Plain, epoch, sample, view);
        Augmentation.Channels?.Apply(_run.Current, _draws, _chosen);
        var result = Augmentation.Channels is null ? _run.Current : _chosen;
        if (layout == ImageLayout.ChannelsLast) result.CopyChannelsLast(destination);
        else result.CopyTo(destination);
    }
}
