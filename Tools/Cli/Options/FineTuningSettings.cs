using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Models.Training.FineTuning;

namespace EcgCmrNative.Cli.Options;

/// <summary>The settings of fine-tuning.</summary>
internal static class FineTuningSettings
{
    public const string LearningRate = "--lr";
    public const string BaseLearningRate = "--base-lr";
    public const string WarmupEpochs = "--warmup-epochs";

    private static readonly Dictionary<string, FineTuningOptimizer> Optimizers = new(StringComparer.Ordinal)
    {
        ["adamw"] = FineTuningOptimizer.AdamW,
        ["lars"] = FineTuningOptimizer.Lars,
    };

    private static readonly ValueKind<double> Share = Values.Number("SHARE", new NumberRange(0, 1, HighOpen: true));
    private static readonly ValueKind<double> Alpha = Values.Number("ALPHA", NumberRange.From(0, 1000));

    /// <summary>One line each.</summary>
    public static SettingTable<FineTuningOptions> Table { get; } = new()
    {
        { OptionGroup.Labels, "--label-fraction", Values.Number("SHARE", new NumberRange(0, 1, LowOpen: true)),
            "Use the labels of this share of the training people only; a smaller share is part of a larger one.",
            o => o.LabelFraction, (o, value) => o with { LabelFraction = value } },
        { OptionGroup.Loss, "--label-smoothing", Values.Number("SHARE", NumberRange.From(0, 1)),
            "Spread this share of a class label evenly over all classes.",
            o => o.LabelSmoothing, (o, value) => o with { LabelSmoothing = value } },
        { OptionGroup.Loss, "--reference-quirks", Values.Switch,
            "Count a missing number as an error of 0, as the published code does. Otherwise it has no part in the loss.",
            o => o.ReferenceQuirks, (o, value) => o with { ReferenceQuirks = value } },
        { OptionGroup.Augmentation, "--mixup", Alpha,
            "Blend pairs of samples by a share from Beta(ALPHA, ALPHA); 0 turns this off. For classes only.",
            o => o.Mixup, (o, value) => o with { Mixup = value } },
        { OptionGroup.Augmentation, "--cutmix", Alpha,
            "Exchange a rectangle of leads and time between pairs of ECGs; 0 turns this off. For classes only.",
            o => o.CutMix, (o, value) => o with { CutMix = value } },
        { OptionGroup.Augmentation, "--drop-patches", Share,
            "Drop this share of the patches of an ECG at random, in training only.",
            o => o.DropPatches, (o, value) => o with { DropPatches = value } },
        { OptionGroup.Augmentation, "--drop-leads", Share,
            "Drop this share of the leads of an ECG, in training only.",
            o => o.DropLeads, (o, value) => o with { DropLeads = value } },
        { OptionGroup.Augmentation, "--drop-times", Share,
            "Drop this share of the time steps of an ECG in all leads, in training only.",
            o => o.DropTimes, (o, value) => o with { DropTimes = value } },
        { OptionGroup.Training, "--optimizer", Values.Named(Optimizers),
            "Choose the optimiser; lars is for a frozen encoder and large batches.",
            o => o.Optimizer, (o, value) => o with { Optimizer = value } },
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
        { OptionGroup.Training, "--layer-decay", Values.Number("X", new NumberRange(0, 1, LowOpen: true)),
            "Multiply the learning rate by this from each block of the ECG encoder to the one before it.",
            o => o.LayerDecay, (o, value) => o with { LayerDecay = value } },
        { OptionGroup.Training, "--weight-decay", NumericKinds.WeightDecay,
            "Set the weight decay.",
            o => o.WeightDecay, (o, value) => o with { WeightDecay = value } },
    };
}
