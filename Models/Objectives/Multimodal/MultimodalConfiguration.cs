using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Classification;

namespace EcgCmrNative.Models.Objectives.Multimodal;

/// <summary>The parts of a <see cref="MultimodalModel"/>. The defaults are the paper's.</summary>
public sealed record MultimodalConfiguration
{
    /// <summary>A preset of <see cref="CmrPresets"/>.</summary>
    public string Cmr { get; init; } = "resnet50";

    /// <summary>The ECG transformer.</summary>
    public VisionTransformerConfiguration Ecg { get; init; } = EcgPresets.Encoder("tiny") with { LearnPositions = true, DropPath = 0.1 };

    /// <summary>How its tokens become an embedding.</summary>
    public TokenPooling Pooling { get; init; } = TokenPooling.Mean;

    /// <summary>Hidden width of both projection heads.</summary>
    public int HiddenWidth { get; init; } = 512;

    /// <summary>Numbers of a projection: dimensions of the common space.</summary>
    public int ProjectionWidth { get; init; } = 128;

    /// <summary>The encoder whose embedding the online classifier uses.</summary>
    public Modality ClassifierSide { get; init; } = Modality.Ecg;

    /// <summary>The weight of each class in the online classifier's loss.</summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [0.55, 10];

    /// <summary>Initial weights of the online classifier.</summary>
    public ClassifierStart ClassifierStart { get; init; } = ClassifierStart.Kaiming;
}
