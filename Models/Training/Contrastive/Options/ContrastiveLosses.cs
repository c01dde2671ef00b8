using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Objectives.Contrastive;

namespace EcgCmrNative.Models.Training.Contrastive.Options;

/// <summary>The losses of projections.</summary>
public enum ContrastiveLossKind
{
    /// <summary>Each finds its partner among the other side's (Radford et al. 2021): the paper's.</summary>
    Clip,

    /// <summary>Each finds its partner among both sides' (Chen et al. 2020).</summary>
    NtXent,

    /// <summary>All samples that are similar by the matrix are partners (Khosla et al. 2020).</summary>
    SupCon,

    /// <summary>Similar samples are not used as negatives.</summary>
    RemoveFalseNegatives,

    /// <summary>At most k of the similar samples are partners.</summary>
    KPositive,
}

/// <summary>A loss of projections.</summary>
/// <param name="Kind">Its name in checkpoints.</param>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Settings">The settings of <see cref="ContrastiveOptions"/> that not every loss has and this one uses.</param>
/// <param name="NeedsSimilarities">Whether it needs the similarities of the training samples, which only pairs have.</param>
/// <param name="Create">Creates it; the matrix is not null if it is needed.</param>
public sealed record ContrastiveLossRow(
    ContrastiveLossKind Kind, string Name, IReadOnlyList<string> Settings, bool NeedsSimilarities,
    Func<Device, ContrastiveOptions, SimilarityMatrix?, ContrastiveLoss> Create);

/// <summary>The losses of projections: one row for each.</summary>
public static class ContrastiveLosses
{
    private static readonly string[] OfSimilarity =
        [nameof(ContrastiveOptions.Similarities), nameof(ContrastiveOptions.SimilarityThreshold)];

    /// <summary>All losses.</summary>
    public static IReadOnlyList<ContrastiveLossRow> Rows { get; } =
    [
        new(ContrastiveLossKind.Clip, "clip", [nameof(ContrastiveOptions.ImageToEcgWeight)], NeedsSimilarities: false,
            (device, o, _) => new ClipLoss(device, o.Temperature, o.ImageToEcgWeight, o.LearnTemperature)),
        new(ContrastiveLossKind.NtXent, "ntxent", [nameof(ContrastiveOptions.MemoryBank)], NeedsSimilarities: false,
            (device, o, _) => new NtXentLoss(device, o.Temperature, o.MemoryBank, o.ProjectionWidth, o.LearnTemperature)),
        new(ContrastiveLossKind.SupCon, "supcon", OfSimilarity, NeedsSimilarities: true,
            (device, o, alike) => new SupervisedContrastiveLoss(device, alike!, o.Temperature, o.SimilarityThreshold, o.LearnTemperature)),
        new(ContrastiveLossKind.RemoveFalseNegatives, "remove-fn", OfSimilarity, NeedsSimilarities: true,
            (device, o, alike) => new FalseNegativeRemovalLoss(device, alike!, o.Temperature, o.SimilarityThreshold, o.LearnTemperature)),
        new(ContrastiveLossKind.KPositive, "kpositive", [.. OfSimilarity, nameof(ContrastiveOptions.Positives)], NeedsSimilarities: true,
            (device, o, alike) => new KPositiveLoss(device, alike!, o.Temperature, o.SimilarityThreshold, o.Positives, o.LearnTemperature)),
    ];

    /// <summary>The row of a loss.</summary>
    public static ContrastiveLossRow Of(ContrastiveLossKind kind) => Rows.First(row => row.Kind == kind);
}
