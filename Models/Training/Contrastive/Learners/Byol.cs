using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Models.Objectives.Siamese;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>
/// Bootstrap your own latent (Grill et al. 2020): an online network predicts from one input what the target network projects of the other.
/// A target network is the moving average of its online network. Two views share the networks <c>online_network</c> and
/// <c>target_network</c>. A pair has one of each per side, with <c>_imaging</c> and <c>_ecg</c> added: the published code names this
/// learner but cannot run it, so these names are ours.
/// </summary>
public sealed class Byol : ContrastiveLearner
{
    private readonly SiameseArm[] _online;
    private readonly SiameseArm[] _target;
    private readonly TargetNetwork[] _following;
    private readonly ByolLoss _loss = new();

    /// <summary>Creates the online networks, and target networks that are equal to them.</summary>
    /// <param name="sides">The arm of views, or those of image and ECG.</param>
    /// <param name="targetDecay">Decay τ0 of the moving average at the start.</param>
    public Byol(IReadOnlyList<ArmPlan> sides, double targetDecay)
    {
        ArgumentNullException.ThrowIfNull(sides);
        _online = [.. sides.Select(side => Add($"online_network{side.Suffix}", side.Create()))];
        _target = [.. sides.Select(side => Add($"target_network{side.Suffix}", side.Create()))];
        _following = [.. _online.Zip(_target, (online, target) => new TargetNetwork(online, target, targetDecay))];
        Sides = [.. sides.Zip(_online, (side, arm) => new LearnerSide(side.Modality, arm.Encoder, [arm]))];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LearnerSide> Sides { get; }

    /// <inheritdoc/>
    public override SideComparison Compare(HostBatch first, HostBatch second, ReadOnlySpan<int> samples = default)
    {
        using var scope = TensorScope.Open();
        var (x1, x2) = (first.All(), second.All());
        var (z1, z2) = (_online[0].Project(x1), _online[^1].Project(x2));
        var (t1, t2) = (_target[0].Project(x1), _target[^1].Project(x2));
        var loss = _loss.Forward(_online[0].Predict(z1), t2).AddScaled(_loss.Forward(_online[^1].Predict(z2), t1), 1, 1);
        return new SideComparison(scope.Keep(loss), scope.Keep(z1), scope.Keep(z2));
    }

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
