using EcgCmrNative.Data.Signals.Augmentation;

namespace EcgCmrNative.Models.Training.Contrastive.Options;

/// <summary>The contrastive recipes: one row for each.</summary>
public static class ContrastiveRecipes
{
    /// <summary>SimCLR on ECGs.</summary>
    public const string SimClrEcg = "simclr-ecg";

    /// <summary>CLOCS.</summary>
    public const string Clocs = "clocs";

    /// <summary>BYOL.</summary>
    public const string Byol = "byol";

    /// <summary>Barlow Twins.</summary>
    public const string BarlowTwins = "barlow";

    /// <summary>SimCLR on images.</summary>
    public const string SimClrCmr = "simclr-cmr";

    /// <summary>Multimodal contrastive learning: the paper's second stage.</summary>
    public const string Multimodal = "mmcl";

    /// <summary>BYOL between ECG and image.</summary>
    public const string MultimodalByol = "byol-multimodal";

    private static readonly string[] OfAnyLoss =
    [
        nameof(ContrastiveOptions.Loss), nameof(ContrastiveOptions.Temperature), nameof(ContrastiveOptions.LearnTemperature),
        nameof(ContrastiveOptions.MemoryBank), nameof(ContrastiveOptions.ChunkSize),
    ];

    /// <summary>
    /// The recipes, each with the settings that the paper used, as far as they are known. The learning rate of Barlow Twins is that of
    /// BYOL.
    /// </summary>
    public static IReadOnlyList<ContrastiveRecipeRow> Rows { get; } =
    [
        new(SimClrEcg, RecipeData.Ecg, "Train an ECG encoder by SimCLR: match two augmented windows of each recording.")
        {
            Settings = OfAnyLoss,
            Options = new() { Loss = ContrastiveLossKind.NtXent, LearningRate = 3e-4, HiddenWidth = null },
        },
        new(Clocs, RecipeData.Ecg, "Train an ECG encoder by CLOCS: match two windows that follow each other in a recording.")
        {
            Settings = OfAnyLoss,
            Options = new() { ImageToEcgWeight = 0.5, LearningRate = 3e-4, HiddenWidth = null },
            BatchSize = 768,
            Strength = AugmentationStrength.Heavy,
            HasAdjacentWindows = true,
        },
        new(
            Byol, RecipeData.Either,
            "Train an encoder of ECGs or images by BYOL: predict the projection of another view by the target network.")
        {
            Settings = [nameof(ContrastiveOptions.TargetDecay)],
            Options = new() { LearningRate = 3e-5, HiddenWidth = 4096, ProjectionWidth = 256 },
        },
        new(
            BarlowTwins, RecipeData.Either,
            "Train an encoder of ECGs or images by Barlow Twins: correlate two views, decorrelate the components of a projection.")
        {
            Settings = [nameof(ContrastiveOptions.RedundancyWeight)],
            Options = new() { LearningRate = 3e-5, HiddenWidth = 8192, ProjectionWidth = 8192 },
        },
        new(SimClrCmr, RecipeData.Cmr, "Train an image encoder by SimCLR: match two augmented views of each image.")
        {
            Settings = OfAnyLoss,
            Options = new() { Loss = ContrastiveLossKind.NtXent, WarmupEpochs = 50, HiddenWidth = null, ProjectionWidth = 256 },
            Epochs = 500,
        },
        new(
            Multimodal, RecipeData.Pairs,
            "Train an ECG encoder and an image encoder together: match the ECG and the image of each person. "
            + "Defaults are those of the paper.")
        {
            Settings =
            [
                .. OfAnyLoss, nameof(ContrastiveOptions.ImageToEcgWeight), nameof(ContrastiveOptions.Similarities),
                nameof(ContrastiveOptions.SimilarityThreshold), nameof(ContrastiveOptions.Positives),
                nameof(ContrastiveOptions.HeadLearningRate),
            ],
        },
        new(
            MultimodalByol, RecipeData.Pairs,
            "Train an ECG encoder and an image encoder by BYOL: each predicts the projection by the target network of the other.")
        {
            Settings = [nameof(ContrastiveOptions.TargetDecay), nameof(ContrastiveOptions.HeadLearningRate)],
            Options = new() { HiddenWidth = 4096, ProjectionWidth = 256, TargetDecay = 0.99 },
        },
    ];

    /// <summary>The names of all recipes.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Rows.Select(row => row.Name)];

    /// <summary>The row of a recipe.</summary>
    /// <exception cref="ArgumentException">The recipe is unknown.</exception>
    public static ContrastiveRecipeRow Of(string name) =>
        Rows.FirstOrDefault(row => row.Name == name)
        ?? throw new ArgumentException($"unknown contrastive recipe '{name}'; the recipes are {string.Join(", ", All)}");
}
