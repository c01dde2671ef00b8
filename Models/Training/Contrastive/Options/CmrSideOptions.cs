using EcgCmrNative.Models.Cmr;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>The image side of contrastive learning: its encoder and its views. The defaults are the paper's.</summary>
public sealed record CmrSideOptions
{
    /// <summary>The encoder, a name of <see cref="CmrPresets.Names"/>.</summary>
    public string Preset { get; init; } = "resnet50";

    /// <summary>Pixels of an image's side as the encoder sees it.</summary>
    public int Size { get; init; } = 210;

    /// <summary>Whether the fixed region around the heart is cut out first: always with ECGs, never without, as published.</summary>
    public bool RegionOfInterest { get; init; } = true;

    /// <summary>File that the encoder's weights come from; null for new ones.</summary>
    public string? Weights { get; init; }

    /// <summary>Whether the encoder stays as it is.</summary>
    public bool Frozen { get; init; }

    /// <summary>Learning rate of encoder and head; null for that of the run.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Whether images are augmented at all.</summary>
    public bool Augment { get; init; } = true;
}
