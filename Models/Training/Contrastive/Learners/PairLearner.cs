using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives.Classification;
using EcgCmrNative.Models.Objectives.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Contrastive.Views;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>A model that learns from pairs of an image and an ECG.</summary>
public abstract class PairLearner : Module
{
    /// <summary>The image encoder.</summary>
    public abstract Layer Cmr { get; }

    /// <summary>The ECG encoder.</summary>
    public abstract Layer Ecg { get; }

    /// <summary>The classifier that looks on; its parameters are no part of <see cref="Groups"/>.</summary>
    public abstract OnlineClassifier Classifier { get; }

    /// <summary>The temperature of its loss; null where there is none.</summary>
    public virtual Temperature? Temperature => null;

    /// <summary>Compares the two sides of a batch.</summary>
    /// <param name="images">Images, [batch, height, width, channels].</param>
    /// <param name="ecgs">ECGs, [batch, 1, leads, samples].</param>
    /// <param name="samples">
    /// The number of each pair in the training data, by which losses that know of likeness find it; empty where the pairs are held out.
    /// </param>
    public abstract ViewComparison Compare(HostBatch images, HostBatch ecgs, ReadOnlySpan<int> samples);

    /// <summary>What the contrastive optimiser changes on one side.</summary>
    /// <param name="side">The side; null for what belongs to neither, such as a temperature.</param>
    public abstract IEnumerable<(string Name, Parameter Parameter)> Parameters(Modality? side);

    /// <summary>Called after every update of the parameters.</summary>
    /// <param name="progress">Share of all updates that are done, 0 to 1.</param>
    public virtual void Updated(double progress)
    {
    }

    /// <summary>Called after the encoders' weights were replaced.</summary>
    public virtual void Restart()
    {
    }

    /// <summary>The encoder of a side.</summary>
    public Layer Encoder(Modality side) => side == Modality.Ecg ? Ecg : Cmr;

    /// <summary>The groups of the contrastive optimiser, each with its learning rate; a temperature does not decay.</summary>
    internal IReadOnlyList<ParameterGroup> Groups(ContrastiveOptions options, double? cmrRate, double? ecgRate)
    {
        return [.. Side("image", Modality.Cmr, cmrRate), .. Side("ECG", Modality.Ecg, ecgRate), new("loss", [.. Trainable(null)])];

        IEnumerable<ParameterGroup> Side(string name, Modality side, double? rate)
        {
            var ofEncoder = Encoder(side).State().Select(entry => entry.Parameter).ToHashSet();
            var isEncoder = Trainable(side).ToLookup(entry => ofEncoder.Contains(entry.Parameter));
            var encoderRate = rate ?? options.LearningRate;
            yield return Group($"{name} encoder", isEncoder[true], encoderRate);
            yield return Group($"{name} head", isEncoder[false], options.HeadLearningRate ?? encoderRate);
        }

        ParameterGroup Group(string name, IEnumerable<(string Name, Parameter Parameter)> parameters, double rate) =>
            new(name, [.. parameters]) { LearningRateScale = rate / options.LearningRate, WeightDecay = options.WeightDecay };

        IEnumerable<(string Name, Parameter Parameter)> Trainable(Modality? side) =>
            Parameters(side).Where(entry => entry.Parameter.Trainable);
    }

    /// <summary>The state of a part, under the names that it has in the whole.</summary>
    private protected static IEnumerable<(string Name, Parameter Parameter)> Named(string prefix, Module part) =>
        part.State().Select(entry => ($"{prefix}.{entry.Name}", entry.Parameter));
}
