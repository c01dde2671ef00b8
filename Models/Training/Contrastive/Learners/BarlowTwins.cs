using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives.Siamese;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Contrastive.Views;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>
/// Barlow Twins (Zbontar et al. 2021): the correlation matrix of the two views' projections is drawn towards the identity.
/// <c>network.encoder</c>,
/// <c>network.projector.model</c>.
/// </summary>
public sealed class BarlowTwins : ViewLearner
{
    private readonly SiameseArm _network;
    private readonly BarlowTwinsLoss _loss;

    /// <summary>Creates the network.</summary>
    /// <param name="device">Where it lives.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="width">Numbers of an embedding.</param>
    /// <param name="options">Widths and weights.</param>
    public BarlowTwins(Device device, RandomSource random, Layer encoder, int width, ContrastiveOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _network = Add("network", new SiameseArm(
            device, random, encoder, width, options.HiddenWidth ?? width, options.ProjectionWidth, withPredictor: false));
        _loss = new BarlowTwinsLoss(options.RedundancyWeight);
    }

    /// <inheritdoc/>
    public override Layer Encoder => _network.Encoder;

    /// <inheritdoc/>
    public override ViewComparison Compare(HostBatch first, HostBatch second)
    {
        using var scope = TensorScope.Open();
        var (x1, x2) = (first.All(), second.All());
        var (z1, z2) = (_network.Project(x1), _network.Project(x2));
        return new ViewComparison(scope.Keep(_loss.Forward(z1, z2)), scope.Keep(z1), scope.Keep(z2));
    }
}
