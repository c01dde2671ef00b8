using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Files;

namespace EcgCmrNative.Models.Training.Contrastive.Options;

/// <summary>The image side of contrastive learning: its encoder and its views. The defaults are the paper's.</summary>
public sealed record CmrSideOptions
{
    /// <summary>The encoder, a name of <see cref="CmrPresets.Names"/>.</summary>
    public string Preset { get; init; } = "resnet50";

    /// <summary>
    /// The images that the encoder expects. As published they are cropped for pairs of ECG and CMR, and whole for CMR alone.
    /// </summary>
    public CmrInput Input { get; init; } = new();

    /// <summary>File that the encoder's weights come from; null for new ones.</summary>
    public string? Weights { get; init; }

    /// <summary>Whether the encoder is frozen.</summary>
    public bool Frozen { get; init; }

    /// <summary>Learning rate of encoder and head; null for that of the run.</summary>
    public double? LearningRate { get; init; }

    /// <summary>How strongly images are augmented, a name of <see cref="Strengths"/>, or <see cref="NoAugmentation"/>.</summary>
    public string Strength { get; init; } = "default";

    /// <summary>Channels that the encoder takes.</summary>
    public int EncoderChannels => CmrPresets.ChannelsOf(Preset);

    /// <summary>The strength that leaves images as they are.</summary>
    public const string NoAugmentation = "none";

    /// <summary>The strengths there are.</summary>
    public static IReadOnlyDictionary<string, ImageAugmentationStrength> Strengths { get; } =
        new Dictionary<string, ImageAugmentationStrength>(StringComparer.Ordinal)
        {
            ["default"] = ImageAugmentationStrength.Default,
            ["paper"] = ImageAugmentationStrength.Paper,
            ["light"] = ImageAugmentationStrength.Light,
            ["geometry"] = ImageAugmentationStrength.Geometry,
        };

    /// <summary>An augmented view.</summary>
    /// <param name="rate">Probability that it is augmented.</param>
    internal CmrAugmentation Augmentation(double rate) =>
        Strength == NoAugmentation
            ? Plain
            : CmrAugmentation.ContrastiveUnimodal(Input.Size, rate, Strengths[Strength]) with
            {
                Region = Input.CropToRegionOfInterest ? new RegionCrop() : null,
                Channels = Input.Choice(EncoderChannels),
            };

    /// <summary>The image as it is.</summary>
    internal CmrAugmentation Plain => Input.Plain(EncoderChannels);

    /// <summary>These settings with the preset and the images of the encoder in a file, if the file describes it.</summary>
    /// <param name="path">A run's folder, a checkpoint, or published weights.</param>
    /// <exception cref="Data.Files.DataFormatException">The file is damaged, or has no image encoder.</exception>
    public CmrSideOptions FittedTo(string path)
    {
        using var file = EncoderFile.Open(path);
        var description = file.Describe(Modality.Cmr, new EncoderHints());
        return this with { Preset = description.Preset ?? Preset, Input = description.Cmr ?? Input };
    }

    /// <summary>Checks the values, and refuses phases that the encoder cannot take.</summary>
    /// <exception cref="ArgumentException">A value is out of range, or there are more phases than channels.</exception>
    public void Validate()
    {
        SettingRange.AtLeast(Input.Size, 1, "the size of the images", nameof(Input.Size));
        if (LearningRate is { } rate) SettingRange.Positive(rate, "the learning rate of the image encoder", nameof(LearningRate));
        if (Input.Channels is not { } phases || CmrInput.ChannelChoices[phases].Length is var count && count <= EncoderChannels) return;
        throw new ArgumentException($"{Preset} takes {EncoderChannels} channels, and '{phases}' are {count}; choose ed,es or mid,es");
    }
}
