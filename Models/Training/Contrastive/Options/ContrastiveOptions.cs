using EcgCmrNative.Data.Files;
using EcgCmrNative.Engine.Schedules;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Models.Objectives.Contrastive;

namespace EcgCmrNative.Models.Training.Contrastive.Options;

/// <summary>What contrastive recipes have in common: the loss, the space it is computed in, and the optimisation.</summary>
public sealed record ContrastiveOptions
{
    /// <summary>The fewest samples that can be compared with each other, or that batch norm can take statistics of.</summary>
    internal const int MinimumSamples = 2;

    /// <summary>The loss that compares projections.</summary>
    public ContrastiveLossKind Loss { get; init; } = ContrastiveLossKind.Clip;

    /// <summary>Temperature τ; the initial value if it is learned.</summary>
    public double Temperature { get; init; } = 0.1;

    /// <summary>Whether the temperature is learned, as log τ.</summary>
    public bool LearnTemperature { get; init; }

    /// <summary>λ0 of the CLIP loss: the weight of finding the ECG of an image; 1 − λ0 is that of finding the image of an ECG.</summary>
    public double ImageToEcgWeight { get; init; } = 0.75;

    /// <summary>Similarity above which two samples count as alike, for the losses that use similarities.</summary>
    public double SimilarityThreshold { get; init; } = 0.9;

    /// <summary>File with the similarities of all training samples, [N, N], for the losses that need them.</summary>
    public string? Similarities { get; init; }

    /// <summary>Positives of a row of the k-positive loss.</summary>
    public int Positives { get; init; } = 6;

    /// <summary>Projections of earlier batches that NT-Xent compares with as well.</summary>
    public int MemoryBank { get; init; }

    /// <summary>Hidden width of a head; null for the width of its encoder.</summary>
    public int? HiddenWidth { get; init; } = 512;

    /// <summary>Numbers of a projection.</summary>
    public int ProjectionWidth { get; init; } = 128;

    /// <summary>Probability that an augmented view is augmented.</summary>
    public double AugmentationRate { get; init; } = 0.95;

    /// <summary>Samples that are encoded at a time; the loss still compares the whole batch. 0 encodes the batch at once.</summary>
    public int ChunkSize { get; init; }

    /// <summary>Learning rate after warm-up.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>
    /// With pairs, learning rate of the heads, which have new weights if the encoders are pre-trained; null for that of their side.
    /// </summary>
    public double? HeadLearningRate { get; init; }

    /// <summary>Weight decay, added to the gradient as L2.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Epochs of linear warm-up.</summary>
    public int WarmupEpochs { get; init; } = 30;

    /// <summary>How slowly the target network of BYOL follows at the start, τ0.</summary>
    public double TargetDecay { get; init; } = 0.9996;

    /// <summary>Weight of the off-diagonal terms of Barlow Twins.</summary>
    public double RedundancyWeight { get; init; } = 5e-3;

    /// <summary>
    /// Reproduces known bugs of the published code: a learning rate of 0 in the first epoch; running statistics of a frozen image encoder
    /// that go on moving; the classifier's embeddings computed in training mode, and its AUROC from logits.
    /// </summary>
    public bool ReferenceQuirks { get; init; }

    /// <summary>The loss.</summary>
    /// <param name="device">The device that computes.</param>
    /// <param name="samples">Number of training samples, which the similarities must have; null to skip this check.</param>
    /// <exception cref="ArgumentException">It needs similarities.</exception>
    /// <exception cref="DataFormatException">The similarities are of another number of samples.</exception>
    internal ContrastiveLoss CreateLoss(Device device, int? samples = null)
    {
        var row = ContrastiveLosses.Of(Loss);
        return row.Create(device, this, row.NeedsSimilarities ? ReadSimilarities(row.Name, samples) : null);
    }

    /// <summary>The learning rate over the epochs.</summary>
    internal EpochCosine Schedule(TrainingOptions training) => new(LearningRate, WarmupEpochs, training.Epochs, FromZero: ReferenceQuirks);

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Validate(TrainingOptions training)
    {
        ArgumentNullException.ThrowIfNull(training);
        training.Validate();
        SettingRange.Positive(Temperature, "the temperature", nameof(Temperature));
        if (LearnTemperature && Temperature is < Objectives.Contrastive.Temperature.LeastLearned or > 1)
            throw new ArgumentException(
                $"temperature {Temperature}: if learned, it must start between {Objectives.Contrastive.Temperature.LeastLearned} and 1",
                nameof(Temperature));
        SettingRange.From(ImageToEcgWeight, 0, 1, "lambda0", nameof(ImageToEcgWeight));
        SettingRange.From(AugmentationRate, 0, 1, "the augmentation rate", nameof(AugmentationRate));
        SettingRange.From(TargetDecay, 0, 1, "the target decay", nameof(TargetDecay));
        SettingRange.Finite(SimilarityThreshold, "the similarity threshold", nameof(SimilarityThreshold));
        SettingRange.AtLeast(RedundancyWeight, 0, "the weight of the off-diagonal terms", nameof(RedundancyWeight));
        SettingRange.Positive(LearningRate, "the learning rate", nameof(LearningRate));
        if (HeadLearningRate is { } rate) SettingRange.Positive(rate, "the learning rate of the heads", nameof(HeadLearningRate));
        SettingRange.AtLeast(WeightDecay, 0, "the weight decay", nameof(WeightDecay));
        if (WarmupEpochs < 0 || WarmupEpochs > training.Epochs)
            throw new ArgumentException(
                $"warm-up epochs must be from 0 to the number of epochs, {training.Epochs}, not {WarmupEpochs}", nameof(WarmupEpochs));
        if (HiddenWidth is { } hidden) SettingRange.AtLeast(hidden, 1, "the hidden width of a head", nameof(HiddenWidth));
        SettingRange.AtLeast(ProjectionWidth, 1, "the width of a projection", nameof(ProjectionWidth));
        SettingRange.AtLeast(ChunkSize, 0, "the chunk size", nameof(ChunkSize));
        SettingRange.AtLeast(Positives, 1, "the number of positives", nameof(Positives));
        SettingRange.AtLeast(MemoryBank, 0, "the size of the memory bank", nameof(MemoryBank));
        TrainingMemory.RequireWeights(
            HiddenWidth ?? 1, ProjectionWidth, $"heads with {HiddenWidth} hidden units and projections of {ProjectionWidth} numbers",
            nameof(ProjectionWidth));
        MachineMemory.Require(
            (double)MemoryBank * ProjectionWidth * sizeof(float), $"{MemoryBank} projections of earlier batches", nameof(MemoryBank));
    }

    private SimilarityMatrix ReadSimilarities(string loss, int? samples)
    {
        var path = Similarities ?? throw new ArgumentException(
            $"the loss {loss} needs the similarities of the training samples: give a file with a square matrix",
            nameof(Similarities));
        var matrix = SimilarityMatrix.Read(path);
        return samples is null || matrix.Count == samples
            ? matrix
            : throw new DataFormatException(
                path, null,
                $"similarities of {matrix.Count} samples, but there are {samples} training samples; each needs a row and a column");
    }
}
