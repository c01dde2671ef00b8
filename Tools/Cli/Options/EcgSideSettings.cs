using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Cli.Options;

/// <summary>The settings of the ECG side of contrastive learning.</summary>
internal static class EcgSideSettings
{
    /// <summary>The weights that the encoder starts from.</summary>
    public const string Weights = "--ecg-weights";

    /// <summary>Settings that only apply to pairs.</summary>
    public static readonly IReadOnlyList<string> OfPairs = ["--freeze-ecg", "--lr-ecg"];

    /// <summary>One line each.</summary>
    public static SettingTable<EcgSideOptions> Table { get; } = new()
    {
        { OptionGroup.Encoders, "--ecg-preset", Presets.Ecg, Presets.EcgHelp,
            o => o.Preset, (o, value) => o with { Preset = value } },
        { OptionGroup.Encoders, Weights, Values.Text("RUN|FILE"),
            "Start the ECG encoder from a run, a checkpoint, published weights, or builtin:NAME.",
            o => o.Weights, (o, value) => o with { Weights = value }, "new weights" },
        { OptionGroup.Encoders, "--freeze-ecg", Values.Switch,
            "Freeze the ECG encoder.",
            o => o.Frozen, (o, value) => o with { Frozen = value } },
        { OptionGroup.Encoders, "--window", NumericKinds.Samples,
            "Set the window length of the ECG encoder, in samples per lead.",
            o => o.Window, (o, value) => o with { Window = value } },
        { OptionGroup.Encoders, "--patch-samples", NumericKinds.Samples,
            "Set the length of a patch, in samples.",
            o => o.PatchSamples, (o, value) => o with { PatchSamples = value } },
        { OptionGroup.Encoders, "--pooling", Values.Enumeration<TokenPooling>(),
            "Choose how tokens become an embedding.",
            o => o.Pooling, (o, value) => o with { Pooling = value } },
        { OptionGroup.Encoders, "--drop-path", Values.Number("X", new NumberRange(0, 1, HighOpen: true)),
            "Set the rate of stochastic depth in the last block.",
            o => o.DropPath, (o, value) => o with { DropPath = value } },
        { OptionGroup.Training, "--lr-ecg", NumericKinds.LearningRate,
            "Set the learning rate of the ECG encoder and its head.",
            o => o.LearningRate, (o, value) => o with { LearningRate = value }, "that of --lr" },
        { AugmentationSettings.Table, o => new AugmentationSettings(o.Augment, o.Strength),
            (o, value) => o with { Augment = value.Augment, Strength = value.Strength } },
    };
}
