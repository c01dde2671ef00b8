using EcgCmrNative.Data.Files;
using EcgCmrNative.Engine.Schedules;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Objectives;

namespace EcgCmrNative.Models.Training.Contrastive.Options;

/// <summary>What contrastive recipes have in common: the loss, the space it is computed in, and the optimisation.</summary>
public sealed record ContrastiveOptions
{
    /// <summary>The fewest samples that can be compared with each other, or whose statistics batch norm can take.</summary>
    internal const int LeastSamples = 2;

    /// <summary>The loss that compares projections.</summary>
    public ContrastiveLossKind Loss { get; init; } = ContrastiveLossKind.Clip;

    /// <summary>Temperature τ; where it is learned, its start.</summary>
    public double Temperature { get; init; } = 0.1;

    /// <summary>Whether the temperature is learned, as log τ.</summary>
    public bool LearnTemperature { get; init; }

    /// <summary>λ0 of the CLIP loss: the weight of finding the ECG of an image; 1 − λ0 is that of finding the image of an ECG.</summary>
    public double ImageToEcgWeight { get; init; } = 0.75;

    /// <summary>Similarity above which two samples count as alike, for the losses that know of likeness.</summary>
    public double SimilarityThreshold { get; init; } = 0.9;

    /// <summary>File with the similarities of all training samples, [N, N], for the losses that need them.</summary>
    public string? Similarities { get; init; }

    /// <summary>Positives of a row of the k-positive loss.</summary>
    public int Positives { get; init; } = 6;

    /// <summary>Projections of earlier batches that NT-Xent compares with as well.</summary>
    public int MemoryBank { get; init; }

    /// <summary>Numbers between the layers of a head; null for the width of its encoder.</summary>
    public int? HiddenWidth { get; init; } = 512;

    /// <summary>Numbers of a projection.</summary>
    public int ProjectionWidth { get; init; } = 128;

    /// <summary>With which probability an augmented view is augmented at all.</summary>
    public double AugmentationRate { get; init; } = 0.95;

    /// <summary>Samples that are encoded at a time; the loss still compares the whole batch. 0 encodes the batch at once.</summary>
    public int ChunkSize { get; init; }

    /// <summary>Learning rate after warm-up.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>
    /// With pairs, learning rate of the heads, which start anew where encoders have learned already; null for that of their side.
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
    /// Does as the published code where ours is right: a learning rate of 0 in the first epoch; running statistics of a frozen image
    /// encoder
    /// that go on moving; the classifier's embeddings computed in training mode, and its AUROC from logits.
    /// </summary>
    public bool ReferenceQuirks { get; init; }

    /// <summary>The loss.</summary>
    /// <exception cref="ArgumentException">It needs similarities.</exception>
    internal ContrastiveLoss CreateLoss(Device device, int? samples = null)
    {
        return Loss switch
        {
            ContrastiveLossKind.Clip => new ClipLoss(device, Temperature, ImageToEcgWeight, LearnTemperature),
            ContrastiveLossKind.NtXent => new NtXentLoss(device, Temperature, MemoryBank, ProjectionWidth, LearnTemperature),
            ContrastiveLossKind.SupCon =>
                new SupervisedContrastiveLoss(device, Matrix(), Temperature, SimilarityThreshold, LearnTemperature),
            ContrastiveLossKind.RemoveFalseNegatives =>
                new FalseNegativeRemovalLoss(device, Matrix(), Temperature, SimilarityThreshold, LearnTemperature),
            _ => new KPositiveLoss(device, Matrix(), Temperature, SimilarityThreshold, Positives, LearnTemperature),
        };

        SimilarityMatrix Matrix()
        {
            var path = Similarities ?? throw new ArgumentException(
                "this loss needs the similarities of the training samples: give a file with a square matrix");
            var matrix = SimilarityMatrix.Read(path);
            return samples is null || matrix.Count == samples
                ? matrix
                : throw new DataFormatException(
                    path, null,
                    $"similarities of {matrix.Count} samples; there are {samples} to train on, and each needs a row and a column");
        }
    }

    /// <summary>The learning rate over the epochs.</summary>
    internal EpochCosine Schedule(TrainingOptions training) => new(LearningRate, WarmupEpochs, training.Epochs, FromZero: ReferenceQuirks);

    /// <summary>Refuses batches in which nothing can be compared.</summary>
    /// <param name="training">The size of a batch.</param>
    /// <param name="samples">How many there are to train on.</param>
    /// <exception cref="ArgumentException">A batch would have one sample.</exception>
    internal static void RequireComparison(TrainingOptions training, int samples)
    {
        if (training.BatchSize < LeastSamples)
            throw new ArgumentException($"a batch of {training.BatchSize}: a sample is compared with others, so at least {LeastSamples}");
        if (samples % training.BatchSize is var rest && rest > 0 && rest < LeastSamples)
            throw new ArgumentException(
                $"{samples} samples leave a last batch of {rest}, too few to compare; choose another batch size");
    }

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentException">Which.</exception>
    public void Validate(TrainingOptions training)
    {
        ArgumentNullException.ThrowIfNull(training);
        training.Validate();
        if (!(Temperature > 0)) throw new ArgumentException($"temperature {Temperature}: has to be positive");
        if (LearnTemperature && Temperature is < Objectives.Temperature.LeastLearned or > 1)
            throw new ArgumentException(
                $"temperature {Temperature}: one that is learned starts between {Objectives.Temperature.LeastLearned} and 1");
        if (ImageToEcgWeight is not (>= 0 and <= 1)) throw new ArgumentException($"lambda-0 {ImageToEcgWeight}: from 0 to 1");
        if (AugmentationRate is not (>= 0 and <= 1)) throw new ArgumentException($"augmentation rate {AugmentationRate}: from 0 to 1");
        if (TargetDecay is not (>= 0 and <= 1)) throw new ArgumentException($"target decay {TargetDecay}: from 0 to 1");
        if (!(LearningRate > 0)) throw new ArgumentException($"a learning rate of {LearningRate}: has to be positive");
        if (HeadLearningRate is { } rate && !(rate > 0))
            throw new ArgumentException($"a learning rate of {rate} for the heads: has to be positive");
        if (!(WeightDecay >= 0)) throw new ArgumentException($"weight decay {WeightDecay}: at least 0");
        if (WarmupEpochs < 0 || WarmupEpochs > training.Epochs)
            throw new ArgumentException($"{WarmupEpochs} epochs of warm-up: from 0 to the {training.Epochs} epochs there are");
        if (HiddenWidth is < 1 || ProjectionWidth < 1) throw new ArgumentException("a head's widths are at least 1");
        if (ChunkSize < 0) throw new ArgumentException($"chunks of {ChunkSize}: at least 1, or 0 for none");
        if (Positives < 1) throw new ArgumentException($"{Positives} positives: at least 1");
        if (MemoryBank < 0) throw new ArgumentException($"a memory bank of {MemoryBank}: at least 0");
    }
}

/// <summary>The losses that compare projections of two sides, or of two views.</summary>
public enum ContrastiveLossKind
{
    /// <summary>Each finds its partner among the other side's (Radford et al. 2021): the paper's.</summary>
    Clip,

    /// <summary>Each finds its partner among both sides' (Chen et al. 2020).</summary>
    NtXent,

    /// <summary>All that are alike by the similarity matrix are partners (Khosla et al. 2020).</summary>
    SupCon,

    /// <summary>Those that are alike are no negatives either.</summary>
    RemoveFalseNegatives,

    /// <summary>At most k partners of those that are alike.</summary>
    KPositive,
}
