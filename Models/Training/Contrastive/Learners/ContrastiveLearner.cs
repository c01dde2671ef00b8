using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives.Classification;
using EcgCmrNative.Models.Objectives.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>
/// A model that learns by comparing two inputs of each sample: two views that share an encoder, or an image and an ECG with one encoder
/// each.
/// </summary>
public abstract class ContrastiveLearner : Module
{
    /// <summary>The trained parts of each side: one side for views; the image and then the ECG for pairs.</summary>
    public abstract IReadOnlyList<LearnerSide> Sides { get; }

    /// <summary>The classifier that is trained on the embeddings; null for none.</summary>
    public OnlineClassifier? Classifier { get; private set; }

    /// <summary>The temperature of the loss; null if the loss has none.</summary>
    public virtual Temperature? Temperature => null;

    /// <summary>Compares the inputs of a batch.</summary>
    /// <param name="first">First views, or images [batch, height, width, channels].</param>
    /// <param name="second">Second views, or ECGs [batch, 1, leads, samples].</param>
    /// <param name="samples">
    /// The number of each sample in the training set, for losses that use the similarities of samples; empty for other data.
    /// </param>
    public abstract SideComparison Compare(HostBatch first, HostBatch second, ReadOnlySpan<int> samples = default);

    /// <summary>Called after every update of the parameters.</summary>
    /// <param name="progress">Share of all updates that are done, 0 to 1.</param>
    public virtual void Updated(double progress)
    {
    }

    /// <summary>Called after the weights of the encoders were replaced.</summary>
    public virtual void Restart()
    {
    }

    /// <summary>The encoder of a kind of data.</summary>
    /// <exception cref="ArgumentException">The learner has none.</exception>
    public Encoder Encoder(Modality modality) =>
        Sides.FirstOrDefault(side => side.Modality == modality)?.Encoder
        ?? throw new ArgumentException($"this recipe has no {modality} encoder");

    /// <summary>Adds a classifier, whose weights become part of the state.</summary>
    internal void Attach(OnlineClassifier classifier) => Classifier = Add("", classifier);

    /// <summary>Takes over a classifier that is part of the state already.</summary>
    private protected void Adopt(OnlineClassifier classifier) => Classifier = classifier;

    /// <summary>
    /// The parameter groups of the contrastive optimiser: encoder and heads of each side with their learning rates, and the loss, which
    /// does not decay. The classifier has an optimiser of its own.
    /// </summary>
    internal IReadOnlyList<ParameterGroup> Groups(ContrastiveConfiguration configuration)
    {
        var options = configuration.Options;
        var ofClassifier = Parameters(Classifier);
        var ofLoss = Parameters(Temperature);
        var own = TrainableParameters().Where(entry => !ofClassifier.Contains(entry.Parameter)).ToList();
        var groups = new List<ParameterGroup>();
        foreach (var side in Sides)
        {
            var (ofEncoder, ofSide) = (Parameters(side.Encoder), side.Parts.SelectMany(Parameters).ToHashSet());
            var rate = configuration.LearningRate(side.Modality) ?? options.LearningRate;
            groups.Add(Group($"{side.Modality} encoder", ofEncoder.Contains, rate));
            groups.Add(Group(
                $"{side.Modality} head", parameter => ofSide.Contains(parameter) && !ofEncoder.Contains(parameter),
                options.HeadLearningRate ?? rate));
        }
        groups.Add(new ParameterGroup("loss", [.. own.Where(entry => ofLoss.Contains(entry.Parameter))]));
        return groups;

        ParameterGroup Group(string name, Func<Parameter, bool> isIn, double rate) =>
            new(name, [.. own.Where(entry => isIn(entry.Parameter))])
            {
                LearningRateScale = rate / options.LearningRate,
                WeightDecay = options.WeightDecay,
            };

        static HashSet<Parameter> Parameters(Module? part) => [.. part?.State().Select(entry => entry.Parameter) ?? []];
    }
}

/// <summary>One side of a learner.</summary>
/// <param name="Modality">The encoder's modality.</param>
/// <param name="Encoder">The encoder, [batch, …] to [batch, width].</param>
/// <param name="Parts">Everything that is trained on this side: the encoder, alone or within one of the parts, and the heads.</param>
public sealed record LearnerSide(Modality Modality, Encoder Encoder, IReadOnlyList<Module> Parts);

/// <summary>The result of comparing the inputs of a batch.</summary>
/// <param name="Loss">A scalar.</param>
/// <param name="First">Projections of the first inputs, [batch, width].</param>
/// <param name="Second">Projections of the second inputs.</param>
public sealed record SideComparison(Tensor Loss, Tensor First, Tensor Second);
