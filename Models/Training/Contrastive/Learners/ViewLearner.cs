using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives.Classification;
using EcgCmrNative.Models.Objectives.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Contrastive.Views;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>A model that learns from two views of the same samples.</summary>
public abstract class ViewLearner : Module
{
    /// <summary>The encoder that is trained.</summary>
    public abstract Layer Encoder { get; }

    /// <summary>The classifier that looks on; null for none. Its parameters are no part of <see cref="Groups"/>.</summary>
    public OnlineClassifier? Classifier { get; private set; }

    /// <summary>The temperature of its loss; null where there is none.</summary>
    public virtual Temperature? Temperature => null;

    /// <summary>Compares two views of a batch.</summary>
    /// <param name="first">The first views.</param>
    /// <param name="second">The second views.</param>
    public abstract ViewComparison Compare(HostBatch first, HostBatch second);

    /// <summary>Called after every update of the parameters.</summary>
    /// <param name="progress">Share of all updates that are done, 0 to 1.</param>
    public virtual void Updated(double progress)
    {
    }

    /// <summary>Called after the encoder's weights were replaced.</summary>
    public virtual void Restart()
    {
    }

    /// <summary>Lets a classifier look on, which becomes part of the state.</summary>
    internal void Attach(OnlineClassifier classifier) => Classifier = Add("", classifier);

    /// <summary>The groups of the optimiser; a temperature does not decay.</summary>
    internal IReadOnlyList<ParameterGroup> Groups(ContrastiveOptions options)
    {
        (string Name, Parameter Parameter)[] ofLoss = [.. Temperature?.TrainableParameters() ?? []];
        var apart = ofLoss.Concat(Classifier?.State() ?? []).Select(entry => entry.Parameter).ToHashSet();
        return
        [
            new ParameterGroup("all", [.. TrainableParameters().Where(entry => !apart.Contains(entry.Parameter))])
            {
                WeightDecay = options.WeightDecay,
            },
            new ParameterGroup("loss", ofLoss),
        ];
    }
}

/// <summary>What a learner makes of two views of a batch.</summary>
/// <param name="Loss">A scalar.</param>
/// <param name="First">Projections of the first views, [batch, width].</param>
/// <param name="Second">Projections of the second views.</param>
public sealed record ViewComparison(Tensor Loss, Tensor First, Tensor Second);
