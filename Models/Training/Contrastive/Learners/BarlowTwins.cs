using EcgCmrNative.Engine;
using EcgCmrNative.Models.Objectives.Siamese;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>
/// Barlow Twins (Zbontar et al. 2021): the cross-correlation matrix of the two projections is drawn towards the identity. State names:
/// <c>network.encoder</c>, <c>network.projector.model</c>.
/// </summary>
public sealed class BarlowTwins : ContrastiveLearner
{
    private readonly SiameseArm _network;
    private readonly BarlowTwinsLoss _loss;

    /// <summary>Creates the network.</summary>
    /// <param name="side">The arm that both views share.</param>
    /// <param name="redundancyWeight">Weight of the off-diagonal terms.</param>
    public BarlowTwins(ArmPlan side, double redundancyWeight)
    {
        ArgumentNullException.ThrowIfNull(side);
        _network = Add("network", side.Create());
        _loss = new BarlowTwinsLoss(redundancyWeight);
        Sides = [new LearnerSide(side.Modality, _network.Encoder, [_network])];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LearnerSide> Sides { get; }

    /// <inheritdoc/>
    public override SideComparison Compare(HostBatch first, HostBatch second, ReadOnlySpan<int> samples = default)
    {
        using var scope = TensorScope.Open();
        var (x1, x2) = (first.All(), second.All());
        var (z1, z2) = (_network.Project(x1), _network.Project(x2));
        return new SideComparison(scope.Keep(_loss.Forward(z1, z2)), scope.Keep(z1), scope.Keep(z2));
    }
}
