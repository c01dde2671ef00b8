using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives.Siamese;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Contrastive.Views;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>
/// Bootstrap your own latent (Grill et al. 2020): the online network predicts, from one view, what the target network makes of the other;
/// the target is a moving average of the online network's parameters. <c>online_network</c>, <c>target_network</c>.
/// </summary>
public sealed class Byol : ViewLearner
{
    private readonly SiameseArm _online;
    private readonly SiameseArm _target;
    private readonly TargetNetwork _following;
    private readonly ByolLoss _loss = new();

    /// <summary>Creates both networks, equal at the start.</summary>
    /// <param name="device">Where they live.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <param name="encoder">The online network's encoder.</param>
    /// <param name="createEncoder">Makes another like it for the target network.</param>
    /// <param name="width">Numbers of an embedding.</param>
    /// <param name="options">Widths and the target's decay.</param>
    public Byol(
        Device device, RandomSource random, Layer encoder, Func<RandomSource, Layer> createEncoder, int width, ContrastiveOptions options)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(createEncoder);
        ArgumentNullException.ThrowIfNull(options);
        _online = Add("online_network", Arm(encoder));
        _target = Add("target_network", Arm(createEncoder(random)));
        _following = new TargetNetwork(_online, _target, options.TargetDecay);

        SiameseArm Arm(Layer part) => new(
            device, random, part, width, options.HiddenWidth ?? width, options.ProjectionWidth, withPredictor: true);
    }

    /// <inheritdoc/>
    public override Layer Encoder => _online.Encoder;

    /// <inheritdoc/>
    public override ViewComparison Compare(HostBatch first, HostBatch second)
    {
        using var scope = TensorScope.Open();
        var (x1, x2) = (first.All(), second.All());
        var (z1, z2) = (_online.Project(x1), _online.Project(x2));
        var (t1, t2) = (_target.Project(x1), _target.Project(x2));
        var loss = _loss.Forward(_online.Predict(z1), t2).AddScaled(_loss.Forward(_online.Predict(z2), t1), 1, 1);
        return new ViewComparison(scope.Keep(loss), scope.Keep(z1), scope.Keep(z2));
    }

    /// <inheritdoc/>
    public override void Restart() => _following.Restart();

    /// <inheritdoc/>
    public override void Updated(double progress) => _following.Follow(progress);
}
