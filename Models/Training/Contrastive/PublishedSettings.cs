using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>
/// How each contrastive recipe was run for the paper, as far as that is known; the learning rate of Barlow Twins is that of BYOL.
/// </summary>
public static class PublishedSettings
{
    /// <summary>The settings of a recipe.</summary>
    /// <param name="recipe">A name of <see cref="ContrastiveRecipes"/>.</param>
    /// <param name="ofImages">For recipes of either kind of data, whether they see images.</param>
    /// <exception cref="ArgumentException">There is no such recipe.</exception>
    public static ContrastiveConfiguration Of(string recipe, bool ofImages = false)
    {
        var isPair = recipe is ContrastiveRecipes.Multimodal or ContrastiveRecipes.MultimodalByol;
        var hasCmr = isPair || ofImages || recipe == ContrastiveRecipes.SimClrCmr;
        var settings = new ContrastiveConfiguration
        {
            Recipe = recipe,
            Training = new TrainingOptions { Epochs = 300, BatchSize = 256 },
            Ecg = isPair || !hasCmr ? new EcgSideOptions() : null,
            Cmr = hasCmr ? new CmrSideOptions { CropToRegionOfInterest = isPair } : null,
        };
        var options = settings.Options;
        return recipe switch
        {
            ContrastiveRecipes.Multimodal => settings,
            ContrastiveRecipes.SimClrCmr => settings with
            {
                Training = settings.Training with { Epochs = 500 },
                Options = options with { Loss = ContrastiveLossKind.NtXent, WarmupEpochs = 50, HiddenWidth = null, ProjectionWidth = 256 },
            },
            ContrastiveRecipes.SimClrEcg => settings with
            {
                Options = options with { Loss = ContrastiveLossKind.NtXent, LearningRate = 3e-4, HiddenWidth = null },
            },
            ContrastiveRecipes.Clocs => settings with
            {
                Training = settings.Training with { BatchSize = 768 },
                Options = options with { ImageToEcgWeight = 0.5, LearningRate = 3e-4, HiddenWidth = null },
                Ecg = settings.Ecg! with { Strength = AugmentationStrength.Heavy },
            },
            ContrastiveRecipes.Byol =>
                settings with { Options = options with { LearningRate = 3e-5, HiddenWidth = 4096, ProjectionWidth = 256 } },
            ContrastiveRecipes.BarlowTwins =>
                settings with { Options = options with { LearningRate = 3e-5, HiddenWidth = 8192, ProjectionWidth = 8192 } },
            ContrastiveRecipes.MultimodalByol =>
                settings with { Options = options with { HiddenWidth = 4096, ProjectionWidth = 256, TargetDecay = 0.99 } },
            _ => throw new ArgumentException(
                $"there is no contrastive recipe '{recipe}'; there are {string.Join(", ", ContrastiveRecipes.All)}"),
        };
    }
}
