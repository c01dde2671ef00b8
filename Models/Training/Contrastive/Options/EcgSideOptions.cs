using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Encoders.Files;

namespace EcgCmrNative.Models.Training.Contrastive.Options;

/// <summary>The ECG side of contrastive learning: its encoder and its views. The defaults are the paper's.</summary>
public sealed record EcgSideOptions
{
    /// <summary>Model size, a name of <see cref="EcgPresets.Names"/>.</summary>
    public string Preset { get; init; } = "tiny";

    /// <summary>Samples per window; 2500 is 5 s at 500 Hz.</summary>
    public int Window { get; init; } = 2500;

    /// <summary>Samples per patch.</summary>
    public int PatchSamples { get; init; } = 100;

    /// <summary>Leads per patch.</summary>
    public int PatchLeads { get; init; } = 1;

    /// <summary>Rate of stochastic depth in the last block.</summary>
    public double DropPath { get; init; } = 0.1;

    /// <summary>How tokens become an embedding.</summary>
    public TokenPooling Pooling { get; init; } = TokenPooling.Mean;

    /// <summary>File that the encoder's weights come from; null for new ones.</summary>
    public string? Weights { get; init; }

    /// <summary>Whether the encoder is frozen.</summary>
    public bool Frozen { get; init; }

    /// <summary>Learning rate of encoder and head; null for that of the run.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Whether ECGs are augmented beyond the random window.</summary>
    public bool Augment { get; init; } = true;

    /// <summary>How strongly.</summary>
    public AugmentationStrength Strength { get; init; } = AugmentationStrength.Default;

    /// <summary>The strength, if ECGs are augmented.</summary>
    internal AugmentationStrength? StrengthOrNone => Augment ? Strength : null;

    /// <summary>Checks the values.</summary>
    /// <param name="leads">Leads of the recordings.</param>
    /// <exception cref="ArgumentException">A value is out of range, or sizes do not fit each other; the message names it.</exception>
    public void Validate(int leads)
    {
        SettingRange.From(DropPath, 0, 1, "the rate of stochastic depth", nameof(DropPath));
        if (LearningRate is { } rate) SettingRange.Positive(rate, "the learning rate of the ECG encoder", nameof(LearningRate));
        SettingRange.AtLeast(Strength.PhaseNoise, 0, "the phase noise", nameof(Strength.PhaseNoise));
        SettingRange.AtLeast(Strength.JitterSigma, 0, "the jitter", nameof(Strength.JitterSigma));
        SettingRange.AtLeast(Strength.RescalingSigma, 0, "the rescaling", nameof(Strength.RescalingSigma));
        Model(leads);
    }

    /// <summary>Sizes of the encoder for recordings of this many leads.</summary>
    /// <exception cref="ArgumentException">Sizes that do not fit each other.</exception>
    public VisionTransformerConfiguration Model(int leads)
    {
        var model = EcgPresets.Encoder(Preset) with
        {
            Leads = leads,
            Samples = Window,
            PatchLeads = PatchLeads,
            PatchSamples = PatchSamples,
            DropPath = DropPath,
            LearnPositions = true,
        };
        model.Validate();
        return model;
    }

    /// <summary>These settings with the preset, patches and window of the encoder in a file.</summary>
    /// <param name="path">A run's folder, a checkpoint, or published weights.</param>
    /// <exception cref="Data.Files.DataFormatException">
    /// The file is damaged, has no ECG encoder, or one whose sizes are those of no preset.
    /// </exception>
    /// <exception cref="ArgumentException">The weights do not state their sizes.</exception>
    public EcgSideOptions FittedTo(string path)
    {
        using var file = EncoderFile.Open(path);
        var description = file.Describe(Modality.Ecg, new EncoderHints());
        var encoder = VisionTransformerKind.Configuration(description);
        if (EcgPresets.Recognize(encoder.Width, encoder.Depth, decoder: null) is not { } preset)
            throw new Data.Files.DataFormatException(
                file.Path, null, $"its encoder, of width {encoder.Width} and {encoder.Depth} blocks, does not match a preset");
        return this with
        {
            Preset = preset,
            PatchLeads = encoder.PatchLeads,
            PatchSamples = encoder.PatchSamples,
            Window = encoder.Samples,
        };
    }

    /// <summary>The encoder with new weights.</summary>
    /// <inheritdoc cref="Model"/>
    public EcgEncoder CreateEncoder(Device device, RandomSource random, int leads) => new(device, random, Model(leads), Pooling);
}
