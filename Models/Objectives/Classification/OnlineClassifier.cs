using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Objectives.Classification;

/// <summary>
/// A linear classifier that is trained with a contrastive objective to show the quality of the embeddings. No gradient flows from it
/// into the encoder. <c>classifier.model</c> is its layer, <c>classifier_criterion.weight</c> the classes' weights in the loss.
/// <see cref="Layer.Forward"/> takes embeddings [batch, inputs] to logits [batch, classes].
/// </summary>
public sealed class OnlineClassifier : Layer
{
    private const double NormalDeviation = 0.001;
    private const double Gain = 0.02;

    private readonly Linear _linear;
    private readonly Parameter _classWeights;

    /// <summary>Creates the classifier.</summary>
    /// <param name="device">The device of its weights.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <param name="inputs">Numbers of an embedding.</param>
    /// <param name="classWeights">The weight of each class.</param>
    /// <param name="start">Its initial weights.</param>
    /// <exception cref="ArgumentException">No classes.</exception>
    public OnlineClassifier(
        Device device, RandomSource random, int inputs, IReadOnlyList<double> classWeights, ClassifierStart start = ClassifierStart.Kaiming)
    {
        ArgumentNullException.ThrowIfNull(classWeights);
        var classes = classWeights.Count;
        if (classes == 0) throw new ArgumentException("the list of class weights is empty; a classifier needs at least one class");
        _linear = Add("classifier.model", new Linear(device, random, inputs, classes));
        _classWeights = Add("classifier_criterion.weight", new Parameter(device, new Shape(classes), trainable: false));
        _classWeights.Set([.. classWeights]);
        var weight = _linear.Weight;
        switch (start)
        {
            case ClassifierStart.Kaiming: Initialization.KaimingNormalFanIn(weight, random); break;
            case ClassifierStart.Normal: Initialization.Normal(weight, NormalDeviation, random); break;
            case ClassifierStart.Xavier: Initialization.Normal(weight, Gain * Math.Sqrt(2.0 / (inputs + classes)), random); break;
            case ClassifierStart.Orthogonal: Initialization.Orthogonal(weight, Gain, random); break;
            default: throw new ArgumentOutOfRangeException(nameof(start), start, "unknown initial weights");
        }
    }

    /// <summary>Weighted cross-entropy of logits.</summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="labels">[batch] of class indices; a negative one leaves its row out.</param>
    public Tensor Loss(Tensor logits, Tensor labels) => logits.CrossEntropy(labels, _classWeights);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => _linear.Forward(x.Detach());
}
