using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Cli.Options;

/// <summary>The settings of the image side of contrastive learning.</summary>
internal static class CmrSideSettings
{
    /// <summary>The weights that the encoder starts from.</summary>
    public const string Weights = "--cmr-weights";

    /// <summary>Settings that only apply to pairs.</summary>
    public static readonly IReadOnlyList<string> OfPairs = ["--freeze-cmr", "--lr-cmr"];

    /// <summary>One line each.</summary>
    public static SettingTable<CmrSideOptions> Table { get; } = new()
    {
        { OptionGroup.Encoders, "--cmr-preset", Presets.Cmr, Presets.CmrHelp,
            o => o.Preset, (o, value) => o with { Preset = value } },
        { OptionGroup.Encoders, Weights, Values.Text("RUN|FILE"),
            "Start the image encoder from a run, a checkpoint, or published weights.",
            o => o.Weights, (o, value) => o with { Weights = value }, "new weights" },
        { OptionGroup.Encoders, "--freeze-cmr", Values.Switch,
            "Freeze the image encoder and its running statistics.",
            o => o.Frozen, (o, value) => o with { Frozen = value } },
        { OptionGroup.Encoders, "--image-size", NumericKinds.Pixels,
            "Set height and width of the input images of the image encoder.",
            o => o.Input.Size, (o, value) => o with { Input = o.Input with { Size = value } } },
        { OptionGroup.Encoders, "--region", Values.Switch,
            "Crop to the fixed region around the heart first; '--region false' uses the whole image.",
            o => o.Input.CropToRegionOfInterest, (o, value) => o with { Input = o.Input with { CropToRegionOfInterest = value } } },
        { OptionGroup.Encoders, "--channels", Values.OneOf([.. CmrInput.ChannelChoices.Keys]),
            "Choose the input phases of the image encoder: end-diastole (ed), mid-systole (mid), end-systole (es). "
            + "An encoder with three channels gets zeros in place of a phase that is left out.",
            o => o.Input.Channels, (o, value) => o with { Input = o.Input with { Channels = value } }, "ed,es for unet, else ed,mid,es" },
        { OptionGroup.Augmentation, "--cmr-augmentation", Values.OneOf([CmrSideOptions.NoAugmentation, .. CmrSideOptions.Strengths.Keys]),
            "Set the strength of the image augmentations.",
            o => o.Strength, (o, value) => o with { Strength = value } },
        { OptionGroup.Training, "--lr-cmr", NumericKinds.LearningRate,
            "Set the learning rate of the image encoder and its head.",
            o => o.LearningRate, (o, value) => o with { LearningRate = value }, "that of --lr" },
    };
}
