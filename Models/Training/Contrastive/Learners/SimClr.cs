using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives;
using EcgCmrNative.Models.Objectives.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Contrastive.Views;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>
/// SimCLR (Chen et al. 2020), and CLOCS by its views: projections of two views of a sample find each other among those of the batch.
/// <c>encoder_ecg</c> or <c>encoder_imaging</c>, and <c>projection_head</c>.
/// </summary>
public sealed class SimClr : ViewLearner
{
    private readonly ProjectionHead _head;
    private readonly ContrastiveLoss _loss;
    private readonly int _chunk;

    /// <summary>Puts a projection head behind an encoder.</summary>
    /// <param name="device">Where it lives.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <param name="name">The encoder's published name.</param>
    /// <param name="encoder">Makes [batch, width].</param>
    /// <param name="width">Numbers of an embedding.</param>
    /// <param name="options">Loss and widths.</param>
    public SimClr(Device device, RandomSource random, string name, Layer encoder, int width, ContrastiveOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Encoder = Add(name, encoder);
        _head = Add("projection_head", new ProjectionHead(device, random, width, options.HiddenWidth ?? width, options.ProjectionWidth));
        _loss = Add("", options.CreateLoss(device));
        _chunk = options.ChunkSize;
    }

    /// <inheritdoc/>
    public override Layer Encoder { get; }

    /// <inheritdoc/>
    public override Temperature Temperature => _loss.Temperature;

    /// <inheritdoc/>
    public override ViewComparison Compare(HostBatch first, HostBatch second)
    {
        using var scope = TensorScope.Open();
        var (z1, z2) = (Project(first), Project(second));
        return new ViewComparison(scope.Keep(_loss.Forward(z1, z2)), scope.Keep(z1), scope.Keep(z2));
    }

    private Tensor Project(HostBatch views) =>
        GradientCache.Embed(views.Count, _chunk, (first, count) => _head.Forward(Encoder.Forward(views.Part(first, count))));
}
