using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Models.Cmr;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>The image side of contrastive learning: its encoder and its views. The defaults are the paper's.</summary>
public sealed record CmrSideOptions
{
    /// <summary>The encoder, a name of <see cref="CmrPresets.Names"/>.</summary>
    public string Preset { get; init; } = "resnet50";

    /// <summary>Pixels of an image's side as the encoder sees it.</summary>
    public int Size { get; init; } = 210;

    /// <summary>Whether the fixed region around the heart is cut out first: as published, always beside ECGs and never without.</summary>
    public bool RegionOfInterest { get; init; } = true;

    /// <summary>File that the encoder's weights come from; null for new ones.</summary>
    public string? Weights { get; init; }

    /// <summary>Whether the encoder stays as it is.</summary>
    public bool Frozen { get; init; }

    /// <summary>Learning rate of encoder and head; null for that of the run.</summary>
    public double? LearningRate { get; init; }

    /// <summary>How strongly images are augmented, a name of <see cref="Strengths"/>, or <see cref="NoAugmentation"/>.</summary>
    public string Strength { get; init; } = "default";

    /// <summary>The strength that leaves images as they are.</summary>
    public const string NoAugmentation = "none";

    /// <summary>The strengths there are.</summary>
    public static IReadOnlyDictionary<string, ImageAugmentationStrength> Strengths { get; } =
        new Dictionary<string, ImageAugmentationStrength>(StringComparer.Ordinal)
        {
            ["default"] = ImageAugmentationStrength.Default,
            ["paper"] = ImageAugmentationStrength.Paper,
            ["light"] = ImageAugmentationStrength.Light,
        };

    /// <summary>An augmented view.</summary>
    /// <param name="rate">With which probability it is augmented at all.</param>
    internal CmrAugmentation Augmentation(double rate) =>
        Strength == NoAugmentation
            ? Plain
            : CmrAugmentation.ContrastiveUnimodal(Size, rate, Strengths[Strength]) with { Region = Region };

    /// <summary>The image as it is.</summary>
    internal CmrAugmentation Plain => CmrAugmentation.Evaluation(Size, RegionOfInterest);

    private RegionCrop? Region => RegionOfInterest ? new RegionCrop() : null;
}
