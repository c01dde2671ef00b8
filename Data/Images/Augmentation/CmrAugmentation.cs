using System.Collections.Immutable;

namespace EcgCmrNative.Data.Images.Augmentation;

/// <summary>How strongly images are augmented.</summary>
public sealed record ImageAugmentationStrength
{
    /// <summary>With which probability an image is rotated.</summary>
    public double RotationProbability { get; init; } = 1;

    /// <summary>The largest angle of rotation.</summary>
    public double RotationDegrees { get; init; } = 45;

    /// <summary>How far brightness, contrast and saturation factors are from 1.</summary>
    public ColourJitter Colours { get; init; } = new();

    /// <summary>Smallest share of the area that a crop keeps.</summary>
    public double SmallestArea { get; init; } = 0.6;

    /// <summary>The published code's pipeline.</summary>
    public static ImageAugmentationStrength Default { get; } = new();

    /// <summary>As the paper's text has it: half of the images are rotated, and saturation changes less.</summary>
    public static ImageAugmentationStrength Paper { get; } =
        new() { RotationProbability = 0.5, Colours = new ColourJitter { Saturation = 0.25 } };

    /// <summary>The published code's mild pipeline, which it names for evaluation.</summary>
    public static ImageAugmentationStrength Light { get; } = new()
    {
        RotationDegrees = 20,
        Colours = ColourJitter.Of(0.25),
        SmallestArea = 0.8,
    };

    /// <summary>
    /// The mild pipeline without changes of colour: channels are phases of the heart, and saturation takes their difference away.
    /// </summary>
    public static ImageAugmentationStrength Geometry { get; } = Light with { Colours = ColourJitter.Of(0) };
}

/// <summary>A chain of augmentations. A <see cref="CmrAugmenter"/> runs it.</summary>
/// <param name="Region">What is cut from the image first, always; null takes all of it.</param>
/// <param name="Steps">What happens to it, in order. The last must bring it to the size of <paramref name="Plain"/>.</param>
/// <param name="Plain">What happens in place of the steps.</param>
/// <param name="Rate">With which probability the steps happen.</param>
public sealed record CmrAugmentation(RegionCrop? Region, ImmutableArray<ImageAugmentation> Steps, Resizing Plain, double Rate = 1)
{
    /// <summary>Which channels stay at the end, augmented or not; null for all.</summary>
    public ChannelChoice? Channels { get; init; }

    /// <summary>The augmented view of an image that is paired with an ECG, of the region of interest.</summary>
    /// <param name="size">Height and width of the result.</param>
    /// <param name="strength">Parameters; null for <see cref="ImageAugmentationStrength.Default"/>.</param>
    /// <param name="rate">Probability that it is augmented.</param>
    public static CmrAugmentation Contrastive(int size, ImageAugmentationStrength? strength = null, double rate = 0.95) =>
        new(new RegionCrop(), Chain(size, strength), new Resizing(size, size), rate);

    /// <summary>
    /// One view of contrastive learning on images alone, of the whole image; the first view takes rate 1, the second 0.95.
    /// </summary>
    /// <inheritdoc cref="Contrastive"/>
    public static CmrAugmentation ContrastiveUnimodal(int size, double rate, ImageAugmentationStrength? strength = null) =>
        new(null, Chain(size, strength), new Resizing(size, size), rate);

    /// <summary>The image as it is, brought to a size.</summary>
    /// <param name="size">Height and width of the result.</param>
    /// <param name="region">Whether only the region of interest is taken, as for pairs with an ECG.</param>
    public static CmrAugmentation Evaluation(int size, bool region) =>
        new(region ? new RegionCrop() : null, [], new Resizing(size, size), Rate: 0);

    private static ImmutableArray<ImageAugmentation> Chain(int size, ImageAugmentationStrength? strength)
    {
        strength ??= ImageAugmentationStrength.Default;
        return
        [
            new HorizontalFlip { Probability = 0.5 },
            new Rotation { LargestDegrees = strength.RotationDegrees, Probability = strength.RotationProbability },
            strength.Colours,
            new ResizedCrop(size, size) { SmallestArea = strength.SmallestArea },
        ];
    }
}
