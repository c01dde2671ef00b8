using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Models.Training.FineTuning;

/// <summary>How the parameters are updated.</summary>
public enum FineTuningOptimizer
{
    /// <summary>AdamW with layer-wise decay of the learning rate.</summary>
    AdamW,

    /// <summary>LARS without warm-up of its own: for linear heads on frozen encoders and large batches.</summary>
    Lars,
}

/// <summary>
/// Settings of fine-tuning. The defaults suit hundreds to tens of thousands of recordings; those of the paper, which differ from target to
/// target, are far slower (400 epochs at a learning rate of about 1e-5).
/// </summary>
public sealed record FineTuningOptions
{
    /// <summary>What is predicted, in the order of the model's outputs; numbers come first.</summary>
    public IReadOnlyList<PredictionTarget> Targets { get; init; } = [];

    /// <summary>Share of the training people whose labels are used: those with the smallest hash of seed and name.</summary>
    public double LabelFraction { get; init; } = 1;

    /// <summary>The optimiser.</summary>
    public FineTuningOptimizer Optimizer { get; init; } = FineTuningOptimizer.AdamW;

    /// <summary>Learning rate after warm-up; null for <see cref="BaseLearningRate"/> · (batch · accumulation steps)/4.</summary>
    public double? LearningRate { get; init; }

    /// <summary>See <see cref="LearningRate"/>.</summary>
    public double BaseLearningRate { get; init; } = 1e-4;

    /// <summary>Learning rate at the end of the cosine.</summary>
    public double MinimumLearningRate { get; init; }

    /// <summary>Epochs of linear warm-up.</summary>
    public double WarmupEpochs { get; init; } = 5;

    /// <summary>Factor on the learning rate from a block to the one before it; see <see cref="LayerDecay"/>.</summary>
    public double LayerDecay { get; init; } = 0.75;

    /// <summary>Weight decay of everything but gains, shifts, biases, class token and positions.</summary>
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>Share of a class target that is spread evenly over the classes.</summary>
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>Parameter α of mixup (Zhang et al. 2018); 0 for none. Only for classes.</summary>
    public double Mixup { get; init; }

    /// <summary>
    /// Parameter α of CutMix (Yun et al. 2019); 0 for none. Only for classes. With mixup, each batch takes one of the two.
    /// </summary>
    public double CutMix { get; init; }

    /// <summary>Share of the patches of an ECG that are dropped at random, in training only.</summary>
    public double DropPatches { get; init; }

    /// <summary>Share of the leads of an ECG that are dropped as a whole, in training only.</summary>
    public double DropLeads { get; init; }

    /// <summary>Share of the time steps of an ECG that are dropped in all leads, in training only.</summary>
    public double DropTimes { get; init; }

    /// <summary>
    /// As the published code: a missing number counts as an error of 0. Its errors in evaluation mode (dropped patches, shuffled tokens)
    /// are not repeated.
    /// </summary>
    public bool ReferenceQuirks { get; init; }

    /// <summary>The learning rate in force.</summary>
    public double PeakLearningRate(TrainingOptions training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return LearningRate ?? BaseLearningRate * training.BatchSize * training.AccumulationSteps / 4;
    }

    /// <summary>True if patches are dropped in training.</summary>
    internal bool DropsPatches => DropPatches > 0 || DropLeads > 0 || DropTimes > 0;

    /// <summary>Checks the values.</summary>
    /// <param name="training">The settings of the training that they are for.</param>
    /// <exception cref="ArgumentException">A value is out of range, or values contradict each other; the message names it.</exception>
    public void Validate(TrainingOptions training)
    {
        ArgumentNullException.ThrowIfNull(training);
        training.Validate();
        SettingRange.From(LabelFraction, 0, 1, "the share of labels", nameof(LabelFraction));
        SettingRange.Positive(LabelFraction, "the share of labels", nameof(LabelFraction));
        if (LearningRate is { } rate) SettingRange.Positive(rate, "the learning rate", nameof(LearningRate));
        SettingRange.Positive(BaseLearningRate, "the base learning rate", nameof(BaseLearningRate));
        SettingRange.AtLeast(MinimumLearningRate, 0, "the minimum learning rate", nameof(MinimumLearningRate));
        SettingRange.AtLeast(WarmupEpochs, 0, "the number of warm-up epochs", nameof(WarmupEpochs));
        SettingRange.Positive(LayerDecay, "the layer decay", nameof(LayerDecay));
        SettingRange.From(LayerDecay, 0, 1, "the layer decay", nameof(LayerDecay));
        SettingRange.AtLeast(WeightDecay, 0, "the weight decay", nameof(WeightDecay));
        SettingRange.From(LabelSmoothing, 0, 1, "the label smoothing", nameof(LabelSmoothing));
        SettingRange.AtLeast(Mixup, 0, "mixup's alpha", nameof(Mixup));
        SettingRange.AtLeast(CutMix, 0, "CutMix's alpha", nameof(CutMix));
        RequireShareBelowOne(DropPatches, "the share of dropped patches", nameof(DropPatches));
        RequireShareBelowOne(DropLeads, "the share of dropped leads", nameof(DropLeads));
        RequireShareBelowOne(DropTimes, "the share of dropped time steps", nameof(DropTimes));
        if (MinimumLearningRate > PeakLearningRate(training))
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"the minimum learning rate {MinimumLearningRate} is above that after warm-up, {PeakLearningRate(training)}"),
                nameof(MinimumLearningRate));
        if (DropPatches > 0 && (DropLeads > 0 || DropTimes > 0))
            throw new ArgumentException("patches are dropped one by one or in blocks, not both", nameof(DropPatches));
        if ((Mixup > 0 || CutMix > 0) && Targets.FirstOrDefault(target => target.Kind != TargetKind.Classes) is { } other)
            throw new ArgumentException(
                $"mixup and CutMix are for classes only; '{other.Name}' is not a target of classes",
                Mixup > 0 ? nameof(Mixup) : nameof(CutMix));
    }

    private static void RequireShareBelowOne(double share, string what, string property)
    {
        SettingRange.From(share, 0, 1, what, property);
        if (share == 1) throw new ArgumentException($"{what} must be below 1", property);
    }
}
