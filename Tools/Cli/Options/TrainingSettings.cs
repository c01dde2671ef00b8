using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Cli.Options;

/// <summary>The settings of every training.</summary>
internal static class TrainingSettings
{
    /// <summary>One line each.</summary>
    public static SettingTable<TrainingOptions> Table { get; } = new()
    {
        { OptionGroup.Training, "--epochs", Values.Whole("N", NumberRange.From(1, NumericKinds.MostEpochs)),
            "Train for this many passes over the training data.",
            o => o.Epochs, (o, value) => o with { Epochs = value } },
        { OptionGroup.Training, "--batch-size", Values.Whole("N", NumberRange.From(1, NumericKinds.MostSamples)),
            "Use this many samples per step.",
            o => o.BatchSize, (o, value) => o with { BatchSize = value } },
        { OptionGroup.Training, "--accumulation", Values.Whole("STEPS", NumberRange.From(1, NumericKinds.MostSamples)),
            "Average the gradients of this many steps into one update.",
            o => o.AccumulationSteps, (o, value) => o with { AccumulationSteps = value } },
        { OptionGroup.Training, "--clip-norm", Values.Number("X", NumberRange.PositiveUpTo(1_000_000)),
            "Clip the L2 norm of all gradients together to this value.",
            o => o.ClipNorm, (o, value) => o with { ClipNorm = value }, "no limit" },
        { OptionGroup.Training, "--patience", Values.Whole("EPOCHS", NumberRange.From(-1, NumericKinds.MostEpochs)),
            "Stop after this many epochs without improvement; -1 turns early stopping off.",
            o => o.Patience, (o, value) => o with { Patience = value } },
        { OptionGroup.Training, "--max-delta", Values.Number("X", NumberRange.From(0, 1_000_000)),
            "Do not count an epoch towards --patience if it is worse than the best by at most this much.",
            o => o.MaximumDelta, (o, value) => o with { MaximumDelta = value } },
        { OptionGroup.Training, "--keep-best", Values.Whole("N", NumberRange.From(0, 1000)),
            "Keep the checkpoints of this many of the best epochs; 0 keeps the last one only.",
            o => o.KeepBest, (o, value) => o with { KeepBest = value } },
        { OptionGroup.Training, "--checkpoint-steps", Values.Whole("STEPS", NumberRange.From(0, NumericKinds.MostSamples)),
            "Also write a checkpoint after this many steps within an epoch; 0 turns this off.",
            o => o.CheckpointSteps, (o, value) => o with { CheckpointSteps = value } },
        { OptionGroup.Training, "--guard", Values.Switch,
            "Check the output of every operator for NaN and infinity; slower.",
            o => o.GuardNonFinite, (o, value) => o with { GuardNonFinite = value } },
        { OptionGroup.Training, "--seed", Values.Seed,
            "Seed all random numbers; the same seed gives the same run.",
            o => o.Seed, (o, value) => o with { Seed = value } },
    };
}
