using System.Collections.Immutable;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>How strongly the pipelines augment.</summary>
/// <param name="PhaseNoise">ε of <see cref="FourierSurrogate"/>.</param>
/// <param name="JitterSigma">σ of <see cref="Jitter"/>.</param>
/// <param name="RescalingSigma">σ of <see cref="Rescaling"/>.</param>
public sealed record AugmentationStrength(double PhaseNoise, double JitterSigma, double RescalingSigma)
{
    /// <summary>Masked pre-training, and the contrastive default.</summary>
    public static AugmentationStrength Default { get; } = new(0.1, 0.25, 0.5);

    /// <summary>Fine-tuning.</summary>
    public static AugmentationStrength FineTuning { get; } = new(0.075, 0.2, 0.5);

    /// <summary>The contrastive preset "light".</summary>
    public static AugmentationStrength Light { get; } = new(0.05, 0.1, 0.075);

    /// <summary>The contrastive preset "medium".</summary>
    public static AugmentationStrength Medium { get; } = new(0.1, 0.25, 0.3);

    /// <summary>The contrastive preset "heavy".</summary>
    public static AugmentationStrength Heavy { get; } = new(0.125, 0.4, 0.65);
}

/// <summary>A chain of augmentations. An <see cref="EcgAugmenter"/> runs it.</summary>
/// <param name="Window">What is cut from the recording first, always; null takes all of it.</param>
/// <param name="Steps">What happens to the window, in order.</param>
/// <param name="Rate">Probability that the steps are applied.</param>
public sealed record EcgAugmentation(CropResizing? Window, ImmutableArray<SignalAugmentation> Steps, double Rate = 1)
{
    /// <summary>
    /// Training of the masked autoencoder and of what is fine-tuned from it: random window, phases in half of the cases, jitter, scale.
    /// </summary>
    /// <param name="window">Window length in samples.</param>
    /// <param name="strength">Parameters; null for <see cref="AugmentationStrength.Default"/>.</param>
    public static EcgAugmentation Training(int window, AugmentationStrength? strength = null) =>
        new(CropResizing.Random(window), Chain(strength, surrogateProbability: 0.5));

    /// <summary>Validation and test: the first window as it is.</summary>
    public static EcgAugmentation Evaluation(int window) => new(CropResizing.Beginning(window), []);

    /// <summary>The augmented view of an ECG that is paired with an image. The window is cut before, as the plain view shares it.</summary>
    public static EcgAugmentation Contrastive(AugmentationStrength? strength = null, double rate = 0.95) =>
        new(null, Chain(strength), rate);

    /// <summary>One view of contrastive learning on ECGs alone; the first view takes rate 1, the second 0.95.</summary>
    public static EcgAugmentation ContrastiveUnimodal(int window, double rate, AugmentationStrength? strength = null) => new(
        CropResizing.Random(window),
        [.. Chain(strength), new TimeFlip { Probability = 0.5 }, new SignFlip { Probability = 0.5 }, new SpecAugment(0.25)],
        rate);

    private static ImmutableArray<SignalAugmentation> Chain(AugmentationStrength? strength, double surrogateProbability = 1)
    {
        strength ??= AugmentationStrength.Default;
        return
        [
            new FourierSurrogate(strength.PhaseNoise) { Probability = surrogateProbability },
            new Jitter(strength.JitterSigma),
            new Rescaling(strength.RescalingSigma),
        ];
    }
}
