using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Objectives.Siamese;

/// <summary>
/// SimSiam (Chen and He 2021) on two views of a batch: p = projector(z), h = predictor(p), loss = −½·[cos(h₁, sg(p₂)) + cos(h₂, sg(p₁))],
/// where sg stops the gradient.
/// </summary>
public sealed class SimSiamBranch : Module
{
    private const int ProjectorHidden = 1024;
    private const int PredictorHidden = 128;

    private readonly Sequential _projector;
    private readonly Sequential _predictor;

    /// <summary>Creates projector and predictor for embeddings of a width.</summary>
    public SimSiamBranch(Device device, RandomSource random, int width)
    {
        _projector = Add("projector", new Sequential(
            new Linear(device, random, width, ProjectorHidden, bias: false), new BatchNorm(device, ProjectorHidden), new Relu(),
            new Linear(device, random, ProjectorHidden, width, bias: false), new BatchNorm(device, width, affine: false)));
        _predictor = Add("predictor", new Sequential(
            new Linear(device, random, width, PredictorHidden, bias: false), new BatchNorm(device, PredictorHidden), new Relu(),
            new Linear(device, random, PredictorHidden, width, bias: false)));
    }

    /// <summary>Compares two views.</summary>
    /// <param name="first">Embeddings of the first view, [batch, width].</param>
    /// <param name="second">Those of the second.</param>
    public SimSiamAgreement Forward(Tensor first, Tensor second)
    {
        using var scope = TensorScope.Open();
        var p1 = _projector.Forward(first);
        var h1 = _predictor.Forward(p1);
        var p2 = _projector.Forward(second);
        var h2 = _predictor.Forward(p2);
        return new SimSiamAgreement(scope.Keep(new SimSiamLoss().Forward(h1, p1, h2, p2)), first, second);
    }
}
