using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Cli.Options;

/// <summary>The settings of contrastive recipes: loss, heads, optimisation.</summary>
internal static class ContrastiveSettings
{
    public const string WarmupEpochs = "--warmup-epochs";

    /// <summary>One line each.</summary>
    /// <param name="losses">The losses to choose from.</param>
    public static SettingTable<ContrastiveOptions> Table(IReadOnlyList<ContrastiveLossKind> losses) => new()
    {
        { OptionGroup.Loss, "--loss", Values.Named(losses.ToDictionary(loss => ContrastiveLosses.Of(loss).Name, loss => loss)),
            "Choose the loss.",
            o => o.Loss, (o, value) => o with { Loss = value } },
        { OptionGroup.Loss, "--temperature", Values.Number("X", NumberRange.From(0.001, 1000)),
            "Set the temperature of the loss.",
            o => o.Temperature, (o, value) => o with { Temperature = value } },
        { OptionGroup.Loss, "--learn-temperature", Values.Switch,
            "Learn the temperature; --temperature is the initial value, from 0.01 to 1.",
            o => o.LearnTemperature, (o, value) => o with { LearnTemperature = value } },
        { OptionGroup.Loss, "--lambda0", Values.Number("X", NumberRange.From(0, 1)),
            "Set the weight of retrieval CMR→ECG in the loss; ECG→CMR gets the rest.",
            o => o.ImageToEcgWeight, (o, value) => o with { ImageToEcgWeight = value } },
        { OptionGroup.Loss, "--similarities", Values.Text("FILE"),
            "Read the similarities of all training samples, a symmetric matrix with people in ordinal order of their names; "
            + "required by supcon, remove-fn and kpositive.",
            o => o.Similarities, (o, value) => o with { Similarities = value } },
        { OptionGroup.Loss, "--threshold", Values.Number("X", NumberRange.From(-1_000_000, 1_000_000)),
            "Treat samples as similar above this similarity.",
            o => o.SimilarityThreshold, (o, value) => o with { SimilarityThreshold = value } },
        { OptionGroup.Loss, "--positives", Values.Whole("N", NumberRange.From(1, NumericKinds.MostSamples)),
            "Use at most this many positives per sample (kpositive).",
            o => o.Positives, (o, value) => o with { Positives = value } },
        { OptionGroup.Loss, "--memory-bank", Values.Whole("N", NumberRange.From(0, NumericKinds.MostSamples)),
            "Also compare with this many projections of earlier batches (ntxent).",
            o => o.MemoryBank, (o, value) => o with { MemoryBank = value } },
        { OptionGroup.Loss, "--target-decay", Values.Number("X", NumberRange.From(0, 1)),
            "Set the decay of the target network's moving average at the start.",
            o => o.TargetDecay, (o, value) => o with { TargetDecay = value } },
        { OptionGroup.Loss, "--redundancy-weight", NumericKinds.LossWeight,
            "Set the weight of the off-diagonal terms.",
            o => o.RedundancyWeight, (o, value) => o with { RedundancyWeight = value } },
        { OptionGroup.Loss, "--hidden", Values.Whole("WIDTH", NumberRange.From(1, 65_536)),
            "Set the width of a projection head's hidden layer.",
            o => o.HiddenWidth, (o, value) => o with { HiddenWidth = value }, "the encoder's width" },
        { OptionGroup.Loss, "--projection", Values.Whole("WIDTH", NumberRange.From(1, 65_536)),
            "Set the width of a projection.",
            o => o.ProjectionWidth, (o, value) => o with { ProjectionWidth = value } },
        { OptionGroup.Augmentation, "--augmentation-rate", Values.Number("P", NumberRange.From(0, 1)),
            "Augment a view with this probability.",
            o => o.AugmentationRate, (o, value) => o with { AugmentationRate = value } },
        { OptionGroup.Training, "--lr", NumericKinds.LearningRate,
            "Set the learning rate after warm-up.",
            o => o.LearningRate, (o, value) => o with { LearningRate = value } },
        { OptionGroup.Training, "--lr-heads", NumericKinds.LearningRate,
            "Set the learning rate of the projection heads.",
            o => o.HeadLearningRate, (o, value) => o with { HeadLearningRate = value }, "that of their side" },
        { OptionGroup.Training, WarmupEpochs, NumericKinds.Epochs,
            "Warm up linearly for this many epochs. If not given, at most a tenth of --epochs.",
            o => o.WarmupEpochs, (o, value) => o with { WarmupEpochs = value } },
        { OptionGroup.Training, "--weight-decay", NumericKinds.WeightDecay,
            "Set the weight decay, added to the gradient as L2.",
            o => o.WeightDecay, (o, value) => o with { WeightDecay = value } },
        { OptionGroup.Training, "--chunk-size", Values.Whole("N", NumberRange.From(0, NumericKinds.MostSamples)),
            "Encode this many samples at a time, to save memory; the loss still compares the whole batch. 0 encodes the batch at once.",
            o => o.ChunkSize, (o, value) => o with { ChunkSize = value } },
        { OptionGroup.Training, "--reference-quirks", Values.Switch,
            "Reproduce known bugs of the published code: a learning rate of 0 in the first epoch; a frozen image encoder "
            + "that updates its running statistics; the classifier's embeddings computed in training mode, and its AUROC from logits.",
            o => o.ReferenceQuirks, (o, value) => o with { ReferenceQuirks = value } },
    };

    /// <summary>The options of settings that other recipes use and a recipe does not.</summary>
    public static IReadOnlyList<string> Unused(ContrastiveRecipeRow recipe) =>
        Names(ContrastiveRecipes.Rows.SelectMany(row => row.Settings).Except(recipe.Settings));

    /// <summary>The options of settings that other losses use and a loss does not.</summary>
    public static IReadOnlyList<string> OfOtherLosses(ContrastiveLossRow loss) =>
        Names(ContrastiveLosses.Rows.SelectMany(row => row.Settings).Except(loss.Settings));

    private static string[] Names(IEnumerable<string> properties)
    {
        var all = properties.ToHashSet(StringComparer.Ordinal);
        var table = Table(Enum.GetValues<ContrastiveLossKind>());
        return [.. table.Where(setting => setting.Properties.Any(all.Contains)).Select(setting => setting.Name)];
    }
}
