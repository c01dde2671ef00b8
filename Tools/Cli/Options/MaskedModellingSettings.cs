using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Models.Training.MaskedModelling;

namespace EcgCmrNative.Cli.Options;

/// <summary>The settings of masked data modelling.</summary>
internal static class MaskedModellingSettings
{
    public const string LearningRate = "--lr";
    public const string BaseLearningRate = "--base-lr";
    public const string WarmupEpochs = "--warmup-epochs";

    /// <summary>One line each.</summary>
    public static SettingTable<MaskedModellingOptions> Table { get; } = new()
    {
        { OptionGroup.Model, "--ecg-preset", Presets.Ecg, Presets.EcgHelp,
            o => o.Preset, (o, value) => o with { Preset = value } },
        { OptionGroup.Model, "--window", NumericKinds.Samples,
            "Set the window length of the model, in samples per lead.",
            o => o.Window, (o, value) => o with { Window = value } },
        { OptionGroup.Model, "--patch-samples", NumericKinds.Samples,
            "Set the length of a patch, in samples.",
            o => o.PatchSamples, (o, value) => o with { PatchSamples = value } },
        { OptionGroup.Model, "--mask-ratio", Values.Number("X", new NumberRange(0, 1, HighOpen: true)),
            "Mask this share of the patches.",
            o => o.MaskRatio, (o, value) => o with { MaskRatio = value } },
        { OptionGroup.Loss, "--ncc-weight", Values.Number("X", NumberRange.From(0, 1)),
            "Set the weight of 1 - NCC in the loss; the mean squared error gets the rest.",
            o => o.CorrelationWeight, (o, value) => o with { CorrelationWeight = value } },
        { OptionGroup.Loss, "--norm-pix", Values.Switch,
            "Standardise each patch of the target.",
            o => o.NormalizeTargets, (o, value) => o with { NormalizeTargets = value } },
        { OptionGroup.Loss, "--simsiam-weight", NumericKinds.LossWeight,
            "Set the weight of a SimSiam branch on two masked views; 0 turns it off.",
            o => o.SimSiamWeight, (o, value) => o with { SimSiamWeight = value } },
        { AugmentationSettings.Table,
            o => new AugmentationSettings(o.Augment, new AugmentationStrength(o.PhaseNoise, o.JitterSigma, o.RescalingSigma)),
            (o, value) => o with
            {
                Augment = value.Augment,
                PhaseNoise = value.Strength.PhaseNoise,
                JitterSigma = value.Strength.JitterSigma,
                RescalingSigma = value.Strength.RescalingSigma,
            } },
        { OptionGroup.Training, LearningRate, NumericKinds.LearningRate,
            "Set the learning rate after warm-up.",
            o => o.LearningRate, (o, value) => o with { LearningRate = value }, "--base-lr × batch size × accumulation / 4" },
        { OptionGroup.Training, BaseLearningRate, NumericKinds.LearningRate,
            "Set the learning rate per four samples of a batch.",
            o => o.BaseLearningRate, (o, value) => o with { BaseLearningRate = value, LearningRate = null } },
        { OptionGroup.Training, "--min-lr", Values.Number("RATE", NumberRange.From(0, 100)),
            "Set the learning rate at the end of the cosine, at most that after warm-up.",
            o => o.MinimumLearningRate, (o, value) => o with { MinimumLearningRate = value } },
        { OptionGroup.Training, WarmupEpochs, Values.Number("EPOCHS", NumberRange.From(0, NumericKinds.MostEpochs)),
            "Warm up linearly for this many epochs. If not given, at most a tenth of --epochs.",
            o => o.WarmupEpochs, (o, value) => o with { WarmupEpochs = value } },
        { OptionGroup.Training, "--weight-decay", NumericKinds.WeightDecay,
            "Set AdamW's weight decay.",
            o => o.WeightDecay, (o, value) => o with { WeightDecay = value } },
        { OptionGroup.Evaluation, "--online-evaluation", NumericKinds.Epochs,
            "Evaluate the embeddings with linear models for the store's labels at this interval; 0 turns this off. Published: 5.",
            o => o.OnlineEvaluationEpochs, (o, value) => o with { OnlineEvaluationEpochs = value } },
    };
}
