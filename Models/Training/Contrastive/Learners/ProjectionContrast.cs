using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives;
using EcgCmrNative.Models.Objectives.Contrastive;
using EcgCmrNative.Models.Objectives.Multimodal;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>
/// A contrastive loss of projections: SimCLR (Chen et al. 2020) and CLOCS for two views, which share encoder and head, and multimodal
/// contrastive learning (Turgut et al. 2025) for pairs. State names: <c>encoder_ecg</c> or <c>encoder_imaging</c> and
/// <c>projection_head</c> for views, those of <see cref="MultimodalModel"/> for pairs.
/// </summary>
public sealed class ProjectionContrast : ContrastiveLearner
{
    private readonly Func<Tensor, Tensor> _first;
    private readonly Func<Tensor, Tensor> _second;
    private readonly ContrastiveLoss _loss;
    private readonly int _chunk;

    /// <summary>Creates the learner of two views.</summary>
    /// <param name="modality">The encoder's modality.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="head">Projects its embeddings.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="chunkSize">Samples that are encoded at a time; 0 for all.</param>
    public ProjectionContrast(Modality modality, Encoder encoder, ProjectionHead head, ContrastiveLoss loss, int chunkSize)
    {
        Add(modality == Modality.Ecg ? "encoder_ecg" : "encoder_imaging", encoder);
        Add("projection_head", head);
        _loss = Add("", loss);
        _chunk = chunkSize;
        _first = _second = x => head.Forward(encoder.Forward(x));
        Sides = [new LearnerSide(modality, encoder, [encoder, head])];
    }

    /// <summary>Creates the learner of pairs.</summary>
    /// <param name="model">The joint model.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="chunkSize">Pairs that are encoded at a time; 0 for all.</param>
    public ProjectionContrast(MultimodalModel model, ContrastiveLoss loss, int chunkSize)
    {
        Model = Add("", model);
        _loss = Add("", loss);
        _chunk = chunkSize;
        (_first, _second) = (model.ProjectImages, model.ProjectEcg);
        Sides =
        [
            new LearnerSide(Modality.Cmr, model.Cmr, [model.Cmr, model.CmrHead]),
            new LearnerSide(Modality.Ecg, model.Ecg, [model.Ecg, model.EcgHead]),
        ];
        Adopt(model.Classifier);
    }

    /// <summary>The joint model of pairs; null for views.</summary>
    public MultimodalModel? Model { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<LearnerSide> Sides { get; }

    /// <inheritdoc/>
    public override Temperature Temperature => _loss.Temperature;

    /// <inheritdoc/>
    public override SideComparison Compare(HostBatch first, HostBatch second, ReadOnlySpan<int> samples = default)
    {
        using var scope = TensorScope.Open();
        var (z1, z2) = (Project(first, _first), Project(second, _second));
        return new SideComparison(scope.Keep(_loss.Forward(z1, z2, samples)), scope.Keep(z1), scope.Keep(z2));
    }

    private Tensor Project(HostBatch inputs, Func<Tensor, Tensor> project) =>
        GradientCache.Embed(inputs.Count, _chunk, (first, count) => project(inputs.Part(first, count)));
}
