using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives.Classification;
using EcgCmrNative.Models.Objectives.Contrastive;
using EcgCmrNative.Models.Objectives.Multimodal;
using EcgCmrNative.Models.Training.Contrastive.Views;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>
/// Multimodal contrastive learning (Turgut et al. 2025): image and ECG of one person find each other in a common space. State names are
/// those of <see cref="MultimodalModel"/>.
/// </summary>
public sealed class MultimodalContrast : PairLearner
{
    private readonly ContrastiveLoss _loss;
    private readonly int _chunk;

    /// <summary>Creates the joint model and its loss.</summary>
    /// <param name="device">Where it lives.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <param name="configuration">Its parts.</param>
    /// <param name="loss">What compares the two sides.</param>
    /// <param name="chunkSize">Pairs that are encoded at a time; 0 for all.</param>
    public MultimodalContrast(
        Device device, RandomSource random, MultimodalConfiguration configuration, ContrastiveLoss loss, int chunkSize)
    {
        Model = Add("", new MultimodalModel(device, random, configuration));
        _loss = Add("", loss);
        _chunk = chunkSize;
    }

    /// <summary>The joint model.</summary>
    public MultimodalModel Model { get; }

    /// <inheritdoc/>
    public override Temperature Temperature => _loss.Temperature;

    /// <inheritdoc/>
    public override Layer Cmr => Model.Cmr;

    /// <inheritdoc/>
    public override Layer Ecg => Model.Ecg;

    /// <inheritdoc/>
    public override OnlineClassifier Classifier => Model.Classifier;

    /// <inheritdoc/>
    public override ViewComparison Compare(HostBatch images, HostBatch ecgs, ReadOnlySpan<int> samples)
    {
        using var scope = TensorScope.Open();
        var z0 = GradientCache.Embed(images.Count, _chunk, (first, count) => Model.ProjectImages(images.Part(first, count)));
        var z1 = GradientCache.Embed(ecgs.Count, _chunk, (first, count) => Model.ProjectEcg(ecgs.Part(first, count)));
        return new ViewComparison(scope.Keep(_loss.Forward(z0, z1, samples)), scope.Keep(z0), scope.Keep(z1));
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Parameter Parameter)> Parameters(Modality? side) => side switch
    {
        Modality.Cmr => Named("encoder_imaging", Model.Cmr).Concat(Named("projection_head_imaging", Model.CmrHead)),
        Modality.Ecg => Named("encoder_ecg", Model.Ecg).Concat(Named("projection_head_ecg", Model.EcgHead)),
        _ => _loss.State(),
    };
}
