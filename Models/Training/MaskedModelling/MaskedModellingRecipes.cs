namespace EcgCmrNative.Models.Training.MaskedModelling;

/// <summary>Named sets of settings for masked data modelling.</summary>
public static class MaskedModellingRecipes
{
    /// <summary>The paper's settings: 400 epochs on tens of thousands of recordings, in large batches at a low learning rate.</summary>
    public const string Paper = "paper";

    /// <summary>
    /// Settings for hundreds to tens of thousands of recordings. Few recordings give few steps: small batches at a high rate, gradients
    /// that are clipped, and no augmentation beyond the random window.
    /// </summary>
    public const string Small = "small";

    /// <summary>
    /// Steps of <see cref="Small"/> for <see cref="FewRecordings"/> recordings; they grow with the square root of the number.
    /// </summary>
    private const double StepsForFew = 2200;

    private const int FewRecordings = 300;
    private const int LeastEpochs = 10, MostEpochs = 400;

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Small, Paper];

    /// <summary>The settings of a recipe.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="recordings">Recordings that there are; epochs and batch depend on them.</param>
    /// <exception cref="ArgumentException">The name is unknown.</exception>
    public static MaskedModellingConfiguration Of(string name, int recordings)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(recordings);
        return name switch
        {
            Paper => new MaskedModellingConfiguration(),
            Small => SmallFor(Math.Max(1, recordings)),
            _ => throw new ArgumentException($"unknown recipe '{name}'; the recipes are {string.Join(", ", Names)}", nameof(name)),
        };
    }

    private static MaskedModellingConfiguration SmallFor(int recordings)
    {
        var batch = recordings < 2000 ? 8 : recordings < 10_000 ? 16 : 32;
        var steps = StepsForFew * Math.Sqrt((double)recordings / FewRecordings);
        var epochs = Math.Clamp((int)Math.Round(steps * batch / recordings), LeastEpochs, MostEpochs);
        return new MaskedModellingConfiguration
        {
            Training = new TrainingOptions { Epochs = epochs, BatchSize = batch, KeepBest = 1, ClipNorm = 1 },
            Options = new MaskedModellingOptions
            {
                Preset = recordings < 10_000 ? "pluto" : "tiny",
                LearningRate = 2e-3,
                WarmupEpochs = epochs / 10.0,
                Augment = false,
            },
        };
    }
}
