using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Reconstruction;

namespace EcgCmrNative.Models.Training.MaskedModelling;

/// <summary>Settings of masked data modelling; the defaults are the paper's (for 400 epochs of batches of 128).</summary>
public sealed record MaskedModellingOptions
{
    /// <summary>Model size, a name of <see cref="EcgPresets.Names"/>.</summary>
    public string Preset { get; init; } = "tiny";

    /// <summary>Samples per window; 2500 is 5 s at 500 Hz.</summary>
    public int Window { get; init; } = 2500;

    /// <summary>Samples per patch.</summary>
    public int PatchSamples { get; init; } = 100;

    /// <summary>Leads per patch.</summary>
    public int PatchLeads { get; init; } = 1;

    /// <summary>Share of the patches that are masked.</summary>
    public double MaskRatio { get; init; } = 0.8;

    /// <summary>Weight α of 1 − NCC in the loss.</summary>
    public double CorrelationWeight { get; init; } = 0.1;

    /// <summary>Standardise each patch of the target.</summary>
    public bool NormalizeTargets { get; init; }

    /// <summary>Weight of the SimSiam branch; 0 for no branch.</summary>
    public double SimSiamWeight { get; init; }

    /// <summary>Augment the training windows; false for random windows only.</summary>
    public bool Augment { get; init; } = true;

    /// <summary>Strength ε of the Fourier surrogate's phase noise.</summary>
    public double PhaseNoise { get; init; } = AugmentationStrength.Default.PhaseNoise;

    /// <summary>σ of the multiplicative noise.</summary>
    public double JitterSigma { get; init; } = AugmentationStrength.Default.JitterSigma;

    /// <summary>σ of the rescaling.</summary>
    public double RescalingSigma { get; init; } = AugmentationStrength.Default.RescalingSigma;

    /// <summary>Learning rate; null for <see cref="BaseLearningRate"/> · (batch · accumulation steps)/4, the published rule.</summary>
    public double? LearningRate { get; init; }

    /// <summary>See <see cref="LearningRate"/>.</summary>
    public double BaseLearningRate { get; init; } = 1e-5;

    /// <summary>Learning rate at the end of the cosine.</summary>
    public double MinimumLearningRate { get; init; }

    /// <summary>Epochs of linear warm-up.</summary>
    public double WarmupEpochs { get; init; } = 40;

    /// <summary>Weight decay of everything but gains, shifts and biases.</summary>
    public double WeightDecay { get; init; } = 0.15;

    /// <summary>Decay β₂ of AdamW's second moment.</summary>
    public double Beta2 { get; init; } = 0.95;

    /// <summary>Epochs between two evaluations of the embeddings on the store's labels; 0 for never. Published: 5.</summary>
    public int OnlineEvaluationEpochs { get; init; }

    /// <summary>The learning rate in force.</summary>
    public double PeakLearningRate(TrainingOptions training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return LearningRate ?? BaseLearningRate * training.BatchSize * training.AccumulationSteps / 4;
    }

    /// <summary>Checks the values.</summary>
    /// <param name="training">The settings of the training that they are for.</param>
    /// <param name="leads">Leads of the recordings.</param>
    /// <exception cref="ArgumentException">
    /// A value is out of range, sizes do not fit each other, or a batch or the model does not fit into memory; the message names it.
    /// </exception>
    public void Validate(TrainingOptions training, int leads)
    {
        ArgumentNullException.ThrowIfNull(training);
        training.Validate();
        SettingRange.AtLeast(PhaseNoise, 0, "the phase noise", nameof(PhaseNoise));
        SettingRange.AtLeast(JitterSigma, 0, "the jitter", nameof(JitterSigma));
        SettingRange.AtLeast(RescalingSigma, 0, "the rescaling", nameof(RescalingSigma));
        if (LearningRate is { } rate) SettingRange.Positive(rate, "the learning rate", nameof(LearningRate));
        SettingRange.Positive(BaseLearningRate, "the base learning rate", nameof(BaseLearningRate));
        SettingRange.AtLeast(MinimumLearningRate, 0, "the minimum learning rate", nameof(MinimumLearningRate));
        if (MinimumLearningRate > PeakLearningRate(training))
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"the minimum learning rate {MinimumLearningRate} is above that after warm-up, {PeakLearningRate(training)}")
                + "; lower it, or raise the learning rate",
                nameof(MinimumLearningRate));
        SettingRange.AtLeast(WarmupEpochs, 0, "the number of warm-up epochs", nameof(WarmupEpochs));
        SettingRange.AtLeast(WeightDecay, 0, "the weight decay", nameof(WeightDecay));
        SettingRange.AtLeast(OnlineEvaluationEpochs, 0, "the interval of online evaluations", nameof(OnlineEvaluationEpochs));
        TrainingMemory.RequireEcgs(training, leads, Window);
        Model(leads);
    }

    /// <summary>The model for recordings of this many leads.</summary>
    /// <exception cref="ArgumentException">Sizes that do not fit each other.</exception>
    public MaskedAutoencoderConfiguration Model(int leads)
    {
        var preset = MaskedAutoencoderConfiguration.OfPreset(Preset);
        var model = preset with
        {
            Encoder = preset.Encoder with { Leads = leads, Samples = Window, PatchLeads = PatchLeads, PatchSamples = PatchSamples },
            MaskRatio = MaskRatio,
            CorrelationWeight = CorrelationWeight,
            NormalizeTargets = NormalizeTargets,
            SimSiam = SimSiamWeight > 0,
            SimSiamWeight = SimSiamWeight,
        };
        model.Validate();
        return model;
    }

    /// <summary>The augmentation of a training window.</summary>
    public EcgAugmentation Augmentation() =>
        Augment
            ? EcgAugmentation.Training(Window, new AugmentationStrength(PhaseNoise, JitterSigma, RescalingSigma))
            : new EcgAugmentation(CropResizing.Random(Window), []);
}
