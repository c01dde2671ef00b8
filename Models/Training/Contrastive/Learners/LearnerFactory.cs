using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Objectives;
using EcgCmrNative.Models.Objectives.Classification;
using EcgCmrNative.Models.Objectives.Multimodal;
using EcgCmrNative.Models.Objectives.Siamese;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>Creates a recipe's model, with new weights that are drawn in the order of the constructors.</summary>
/// <param name="device">The device of the weights.</param>
/// <param name="random">Draws the initial weights.</param>
/// <param name="configuration">All settings.</param>
/// <param name="samples">Number of training samples.</param>
internal sealed class LearnerFactory(Device device, RandomSource random, ContrastiveConfiguration configuration, int samples)
{
    private readonly ContrastiveOptions _options = configuration.Options;

    /// <summary>Makes the learner of the configuration's recipe, and its classifier.</summary>
    /// <exception cref="ArgumentException">Settings that do not fit each other.</exception>
    public ContrastiveLearner Create()
    {
        ContrastiveLearner learner = configuration.Recipe switch
        {
            ContrastiveRecipes.Byol => new Byol([Arm(Only, "", withPredictor: true)], _options.TargetDecay),
            ContrastiveRecipes.MultimodalByol => new Byol(
                [Arm(Modality.Cmr, "_imaging", withPredictor: true), Arm(Modality.Ecg, "_ecg", withPredictor: true)],
                _options.TargetDecay),
            ContrastiveRecipes.BarlowTwins => new BarlowTwins(Arm(Only, "", withPredictor: false), _options.RedundancyWeight),
            ContrastiveRecipes.Multimodal => new ProjectionContrast(
                new MultimodalModel(device, random, Joint()), _options.CreateLoss(device, samples), _options.ChunkSize),
            _ => Views(),
        };
        // Checkpoints of pairs hold a classifier whether it is trained or not.
        if (learner.Classifier is null && (configuration.Classifier is not null || configuration.HasPairs)) AddClassifier(learner);
        return learner;
    }

    private void AddClassifier(ContrastiveLearner learner)
    {
        var settings = configuration.Classifier ?? new ClassifierOptions { Label = "" };
        var encoder = learner.Sides.Count == 1 ? learner.Sides[0].Encoder : learner.Encoder(settings.Side);
        learner.Attach(new OnlineClassifier(device, random, encoder.Width, settings.ClassWeights, settings.Start));
    }

    private ProjectionContrast Views()
    {
        var encoder = Encoder(Only);
        var hidden = _options.HiddenWidth ?? encoder.Width;
        var head = new ProjectionHead(device, random, encoder.Width, hidden, _options.ProjectionWidth);
        return new ProjectionContrast(Only, encoder, head, _options.CreateLoss(device), _options.ChunkSize);
    }

    private MultimodalConfiguration Joint()
    {
        var classifier = configuration.Classifier ?? new ClassifierOptions { Label = "" };
        var model = new MultimodalConfiguration
        {
            Cmr = configuration.Cmr!.Preset,
            Ecg = configuration.Ecg!.Model(configuration.Leads.Count),
            Pooling = configuration.Ecg.Pooling,
            ProjectionWidth = _options.ProjectionWidth,
            ClassifierSide = classifier.Side,
            ClassWeights = classifier.ClassWeights,
            ClassifierStart = classifier.Start,
        };
        return _options.HiddenWidth is { } hidden ? model with { HiddenWidth = hidden } : model;
    }

    private Modality Only => configuration.Ecg is null ? Modality.Cmr : Modality.Ecg;

    private ArmPlan Arm(Modality modality, string suffix, bool withPredictor) => new(modality, suffix, () =>
    {
        var encoder = Encoder(modality);
        return new SiameseArm(device, random, encoder, _options.HiddenWidth ?? encoder.Width, _options.ProjectionWidth, withPredictor);
    });

    private Encoder Encoder(Modality modality) => modality == Modality.Ecg
        ? configuration.Ecg!.CreateEncoder(device, random, configuration.Leads.Count)
        : CmrPresets.Create(configuration.Cmr!.Preset, device, random);
}
