using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Models.Encoders;

namespace EcgCmrNative.Models.Training.Contrastive.Options;

/// <summary>The input data of a contrastive recipe.</summary>
public enum RecipeData
{
    /// <summary>A store of ECGs.</summary>
    Ecg,

    /// <summary>A store of images.</summary>
    Cmr,

    /// <summary>A store of ECGs or of images.</summary>
    Either,

    /// <summary>A store of ECGs and one of images, of the same people.</summary>
    Pairs,
}

/// <summary>A contrastive recipe as data. <c>LearnerFactory</c> makes what is trained.</summary>
/// <param name="Name">Its name, on the command line and in checkpoints.</param>
/// <param name="Data">Its input data.</param>
/// <param name="Summary">A sentence for the help.</param>
public sealed record ContrastiveRecipeRow(string Name, RecipeData Data, string Summary)
{
    /// <summary>The settings of <see cref="ContrastiveOptions"/> that not every recipe has and this one uses, by property name.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Published settings of loss, heads and optimisation.</summary>
    public ContrastiveOptions Options { get; init; } = new();

    /// <summary>Published number of epochs.</summary>
    public int Epochs { get; init; } = 300;

    /// <summary>Published batch size.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Published strength of the augmentation of ECGs.</summary>
    public AugmentationStrength Strength { get; init; } = AugmentationStrength.Default;

    /// <summary>Whether the two views of an ECG are windows that follow each other, not windows at random places.</summary>
    public bool HasAdjacentWindows { get; init; }

    /// <summary>True if it learns from pairs of an image and an ECG.</summary>
    public bool HasPairs => Data == RecipeData.Pairs;

    /// <summary>The published settings.</summary>
    /// <param name="ofImages">For recipes of either kind of data, whether it is images.</param>
    public ContrastiveConfiguration Published(bool ofImages = false)
    {
        var hasCmr = HasPairs || Data == RecipeData.Cmr || (Data == RecipeData.Either && ofImages);
        return new ContrastiveConfiguration
        {
            Recipe = Name,
            Training = new TrainingOptions { Epochs = Epochs, BatchSize = BatchSize },
            Options = Options,
            Ecg = HasPairs || !hasCmr ? new EcgSideOptions { Strength = Strength } : null,
            Cmr = hasCmr ? new CmrSideOptions { Input = new CmrInput { CropToRegionOfInterest = HasPairs } } : null,
        };
    }
}
