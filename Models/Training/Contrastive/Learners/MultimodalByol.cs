using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Classification;
using EcgCmrNative.Models.Objectives.Multimodal;
using EcgCmrNative.Models.Objectives.Siamese;
using EcgCmrNative.Models.Training.Contrastive.Views;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>
/// BYOL between the two sides of a pair: each predicts what the other side's target network makes of the same person. The published code
/// names it, but cannot run it; state names are ours: <c>online_network_imaging</c>, <c>online_network_ecg</c> and the same with
/// <c>target</c>.
/// </summary>
public sealed class MultimodalByol : PairLearner
{
    private readonly SiameseArm _onlineCmr;
    private readonly SiameseArm _onlineEcg;
    private readonly SiameseArm _targetCmr;
    private readonly SiameseArm _targetEcg;
    private readonly TargetNetwork[] _following;
    private readonly ByolLoss _loss = new();

    /// <summary>Creates the online networks, and targets that are equal to them.</summary>
    /// <param name="device">Where they live.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <param name="configuration">Encoders, widths and classifier.</param>
    /// <param name="targetDecay">How slowly the targets follow at the start, τ0.</param>
    public MultimodalByol(Device device, RandomSource random, MultimodalConfiguration configuration, double targetDecay)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var c = configuration;
        _onlineCmr = Add("online_network_imaging", CmrArm());
        _onlineEcg = Add("online_network_ecg", EcgArm());
        _targetCmr = Add("target_network_imaging", CmrArm());
        _targetEcg = Add("target_network_ecg", EcgArm());
        _following = [new TargetNetwork(_onlineCmr, _targetCmr, targetDecay), new TargetNetwork(_onlineEcg, _targetEcg, targetDecay)];
        var embedding = c.ClassifierSide == Modality.Ecg ? c.Ecg.Width : ((CmrEncoder)_onlineCmr.Encoder).Width;
        Classifier = Add("", new OnlineClassifier(device, random, embedding, c.ClassWeights, c.ClassifierStart));

        SiameseArm CmrArm()
        {
            var encoder = CmrPresets.Create(c.Cmr, device, random);
            return new SiameseArm(device, random, encoder, encoder.Width, c.HiddenWidth, c.ProjectionWidth, withPredictor: true);
        }

        SiameseArm EcgArm() => new(
            device, random, new EcgEncoder(device, random, c.Ecg, c.Pooling), c.Ecg.Width,
            c.HiddenWidth, c.ProjectionWidth, withPredictor: true);
    }

    /// <inheritdoc/>
    public override Layer Cmr => _onlineCmr.Encoder;

    /// <inheritdoc/>
    public override Layer Ecg => _onlineEcg.Encoder;

    /// <inheritdoc/>
    public override OnlineClassifier Classifier { get; }

    /// <inheritdoc/>
    public override ViewComparison Compare(HostBatch images, HostBatch ecgs, ReadOnlySpan<int> samples)
    {
        using var scope = TensorScope.Open();
        var (x0, x1) = (images.All(), ecgs.All());
        var (z0, z1) = (_onlineCmr.Project(x0), _onlineEcg.Project(x1));
        var (t0, t1) = (_targetCmr.Project(x0), _targetEcg.Project(x1));
        var loss = _loss.Forward(_onlineCmr.Predict(z0), t1).AddScaled(_loss.Forward(_onlineEcg.Predict(z1), t0), 1, 1);
        return new ViewComparison(scope.Keep(loss), scope.Keep(z0), scope.Keep(z1));
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Parameter Parameter)> Parameters(Modality? side) => side switch
    {
        Modality.Cmr => Named("online_network_imaging", _onlineCmr),
        Modality.Ecg => Named("online_network_ecg", _onlineEcg),
        _ => [],
    };

    /// <inheritdoc/>
    public override void Restart()
    {
        foreach (var target in _following) target.Restart();
    }

    /// <inheritdoc/>
    public override void Updated(double progress)
    {
        foreach (var target in _following) target.Follow(progress);
    }
}
