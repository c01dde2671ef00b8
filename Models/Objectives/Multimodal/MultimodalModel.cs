using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Classification;

namespace EcgCmrNative.Models.Objectives.Multimodal;

/// <summary>
/// The joint model of multimodal contrastive learning (Turgut et al. 2025): an encoder and a projection head for either side of a pair,
/// with projections in one space, and an online classifier. State names are the published ones.
/// </summary>
public sealed class MultimodalModel : Module
{
    /// <summary>Creates the model with initial weights.</summary>
    /// <exception cref="ArgumentException">An unknown preset, or sizes that do not fit each other.</exception>
    public MultimodalModel(Device device, RandomSource random, MultimodalConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var c = Configuration = configuration;
        Cmr = Add("encoder_imaging", CmrPresets.Create(c.Cmr, device, random));
        CmrHead = Add("projection_head_imaging", new ProjectionHead(device, random, Cmr.Width, c.HiddenWidth, c.ProjectionWidth));
        Ecg = Add("encoder_ecg", new EcgEncoder(device, random, c.Ecg, c.Pooling, outputs: c.ClassWeights.Count));
        EcgHead = Add("projection_head_ecg", new ProjectionHead(device, random, Ecg.Width, c.HiddenWidth, c.ProjectionWidth));
        var embedding = c.ClassifierSide == Modality.Ecg ? Ecg.Width : Cmr.Width;
        Classifier = Add("", new OnlineClassifier(device, random, embedding, c.ClassWeights, c.ClassifierStart));
    }

    /// <summary>What it is made of.</summary>
    public MultimodalConfiguration Configuration { get; }

    /// <summary>The image encoder.</summary>
    public CmrEncoder Cmr { get; }

    /// <summary>Brings image embeddings to the common space.</summary>
    public ProjectionHead CmrHead { get; }

    /// <summary>The ECG encoder.</summary>
    public EcgEncoder Ecg { get; }

    /// <summary>Brings ECG embeddings to the common space.</summary>
    public ProjectionHead EcgHead { get; }

    /// <summary>The online classifier, on the side that the configuration names.</summary>
    public OnlineClassifier Classifier { get; }

    /// <summary>Images in the common space.</summary>
    /// <param name="images">[batch, height, width, channels].</param>
    /// <returns>[batch, projection width], not normalised.</returns>
    public Tensor ProjectImages(Tensor images)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(CmrHead.Forward(Cmr.Forward(images)));
    }

    /// <summary>ECGs in the common space.</summary>
    /// <param name="ecg">[batch, channels, leads, samples].</param>
    /// <returns>[batch, projection width], not normalised.</returns>
    public Tensor ProjectEcg(Tensor ecg)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(EcgHead.Forward(Ecg.Forward(ecg)));
    }
}
