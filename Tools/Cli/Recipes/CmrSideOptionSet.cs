using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>The options of the image side of contrastive learning.</summary>
internal sealed class CmrSideOptionSet
{
    private static readonly string[] Strengths = [CmrSideOptions.NoAugmentation, .. CmrSideOptions.Strengths.Keys];

    private readonly Option<string?> _preset;
    private readonly Option<int?> _size = Setting.Of<int?>(
        "--image-size", "Pixels of an image's side as the encoder sees it. [default: 210]", "N");
    private readonly Option<bool?> _region;
    private readonly Option<string?> _strength;
    private readonly Option<string?> _channels = Setting.Of<string?>(
        "--channels",
        "Phases that the encoder sees: end-diastole, the one between, end-systole. An encoder of three channels sees zeros "
        + "in place of the third. [default: ed,es for unet, else ed,mid,es]",
        string.Join('|', CmrSideOptions.ChannelChoices.Keys));
    private readonly Option<string?> _weights = Setting.Of<string?>(
        "--cmr-weights", "Where the image encoder starts: a run, a checkpoint, or published weights.", "RUN|FILE");
    private readonly Option<bool> _freeze = Setting.Switch("--freeze-cmr", "Leave the image encoder as it is, its running statistics too.");
    private readonly Option<double?> _rate = Setting.Of<double?>(
        "--lr-cmr", "Learning rate of the image side. [default: that of --lr]", "RATE");
    private readonly Option[] _all;

    /// <param name="command">Gets the options.</param>
    /// <param name="ofPairs">Whether there is another side.</param>
    public CmrSideOptionSet(Command command, bool ofPairs)
    {
        _preset = Setting.Of<string?>(
            "--cmr-preset", "The image encoder: " + string.Join(", ", CmrPresets.Names) + ". [default: resnet50]", "NAME");
        _region = Setting.Of<bool?>(
            "--region", $"Cut out the fixed region around the heart first. [default: {(ofPairs ? "true" : "false")}]", "true|false");
        _strength = Setting.Of<string?>(
            "--cmr-augmentation", $"Strength of the images' augmentations: {string.Join(", ", Strengths)}. [default: default]", "NAME");
        _preset.AcceptOnlyFromAmong([.. CmrPresets.Names]);
        _strength.AcceptOnlyFromAmong(Strengths);
        _channels.AcceptOnlyFromAmong([.. CmrSideOptions.ChannelChoices.Keys]);
        _all = [_preset, _size, _region, _channels, _strength, _weights];
        if (ofPairs) _all = [.. _all, _freeze, _rate];
        foreach (var option in _all) command.Add(option);
    }

    /// <summary>The name of the first of these options that was given; null where none was.</summary>
    public string? FirstGiven(CommandResult line) => Setting.FirstGiven(line, _all);

    /// <summary>The settings.</summary>
    /// <param name="line">What was given.</param>
    /// <param name="others">What holds where nothing was given.</param>
    public CmrSideOptions Read(CommandResult line, CmrSideOptions others) => others with
    {
        Preset = line.GetValue(_preset) ?? others.Preset,
        Size = line.GetValue(_size) ?? others.Size,
        RegionOfInterest = line.GetValue(_region) ?? others.RegionOfInterest,
        Channels = line.GetValue(_channels) ?? others.Channels,
        Strength = line.GetValue(_strength) ?? others.Strength,
        Weights = line.GetValue(_weights) ?? others.Weights,
        Frozen = line.GetValue(_freeze) || others.Frozen,
        LearningRate = line.GetValue(_rate) ?? others.LearningRate,
    };
}
