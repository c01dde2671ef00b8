using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives.Classification;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Cli.Options;

/// <summary>The settings of the online classifier; an empty label stands for no classifier.</summary>
internal static class ClassifierSettings
{
    public const string Label = "--label";
    public const string Side = "--classifier";

    /// <summary>The defaults, of no label.</summary>
    public static ClassifierOptions None { get; } = new() { Label = "" };

    /// <summary>One line each.</summary>
    public static SettingTable<ClassifierOptions> Table { get; } = new()
    {
        { OptionGroup.Classifier, Label, Values.Text("NAME"),
            "Also train a linear classifier for this label on the embeddings. Its gradient does not reach the encoder.",
            o => o.Label.Length == 0 ? null : o.Label, (o, value) => o with { Label = value }, "no classifier" },
        { OptionGroup.Classifier, Side, Values.Enumeration<Modality>(),
            "Choose the encoder that computes the embeddings for the classifier.",
            o => o.Side, (o, value) => o with { Side = value } },
        { OptionGroup.Classifier, "--class-weights", Values.Numbers("X,X", least: 2, NumberRange.PositiveUpTo(1_000_000)),
            "Set the weight of each class in the loss.",
            o => o.ClassWeights, (o, value) => o with { ClassWeights = value } },
        { OptionGroup.Classifier, "--classifier-start", Values.Enumeration<ClassifierStart>(),
            "Choose the initial weights of the classifier.",
            o => o.Start, (o, value) => o with { Start = value } },
        { OptionGroup.Classifier, "--lr-classifier", NumericKinds.LearningRate,
            "Set the learning rate of the classifier.",
            o => o.LearningRate, (o, value) => o with { LearningRate = value } },
        { OptionGroup.Classifier, "--classifier-weight-decay", NumericKinds.WeightDecay,
            "Set the weight decay of the classifier.",
            o => o.WeightDecay, (o, value) => o with { WeightDecay = value } },
    };
}
