using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Ecg;

namespace EcgCmrNative.Models.Objectives.Prediction;

/// <summary>
/// An encoder of ECGs or images with a head on its embedding: what is fine-tuned, and what predicts. The encoder's parameters have no
/// prefix and the head's begin with <c>head.</c>, as in the published state dictionaries.
/// </summary>
public sealed class PredictionModel : Module
{
    private const double FreshDeviation = 0.02;
    private const double OnTrainedDeviation = 0.01;
    private const double HeadEpsilon = 1e-6;

    private readonly Layer _head;

    /// <summary>Creates the head; its biases start at 0.</summary>
    /// <param name="device">The device of its weights.</param>
    /// <param name="random">Draws the head's initial weights: truncated normal, σ = 0.02, or 0.01 on a pre-trained encoder.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="head">The layers of the head.</param>
    /// <param name="onTrained">True if the encoder is pre-trained.</param>
    public PredictionModel(
        Device device, RandomSource random, Encoder encoder, int outputs, PredictionHead head = PredictionHead.Linear,
        bool onTrained = false)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        Encoder = Add("", encoder);
        var linear = new Linear(device, random, encoder.Width, outputs);
        Initialization.TruncatedNormal(linear.Weight, onTrained ? OnTrainedDeviation : FreshDeviation, random);
        _head = Add<Layer>("head", head == PredictionHead.Linear
            ? linear
            : new Sequential(new BatchNorm(device, encoder.Width, affine: false, HeadEpsilon), linear));
        (Head, Outputs) = (head, outputs);
    }

    /// <summary>The encoder.</summary>
    public Encoder Encoder { get; }

    /// <summary>The layers of the head.</summary>
    public PredictionHead Head { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>The outputs of a batch: see <see cref="PredictionTarget.Outputs"/>.</summary>
    /// <param name="x">The encoder's input.</param>
    /// <param name="kept">The patches that an ECG encoder sees; null for all.</param>
    /// <returns>[batch, <see cref="Outputs"/>].</returns>
    /// <exception cref="ArgumentException">Patches are dropped of something else than an ECG.</exception>
    public Tensor Forward(Tensor x, PatchMask? kept = null)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(Predict(Embed(x, kept)));
    }

    /// <summary>The embeddings of a batch.</summary>
    /// <inheritdoc cref="Forward"/>
    /// <returns>[batch, width].</returns>
    public Tensor Embed(Tensor x, PatchMask? kept = null) => (Encoder, kept) switch
    {
        (_, null) => Encoder.Forward(x),
        (EcgEncoder ecg, _) => ecg.Forward(x, kept),
        _ => throw new ArgumentException("patches can only be dropped of ECGs", nameof(kept)),
    };

    /// <summary>The outputs of embeddings. As published, <c>fc_norm</c> is applied to a pooled embedding a second time.</summary>
    /// <param name="embeddings">[batch, width].</param>
    /// <returns>[batch, <see cref="Outputs"/>].</returns>
    public Tensor Predict(Tensor embeddings)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(RowPadding.Apply(
            this, Encoder is EcgEncoder ecg ? ecg.NormalizeAgain(embeddings) : embeddings, _head.Forward));
    }
}
