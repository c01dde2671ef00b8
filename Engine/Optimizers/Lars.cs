using EcgCmrNative.Kernels.Optimizer;

namespace EcgCmrNative.Engine.Optimizers;

/// <summary>
/// Layer-wise adaptive rate scaling (You et al. 2017) as the published linear probe uses it: parameters of one dimension are
/// neither decayed nor adapted.
/// </summary>
public sealed class Lars : Optimizer
{
    private const string Moment = "mu";
    private readonly double _momentum;
    private readonly double _trust;

    /// <summary>Creates the optimiser.</summary>
    public Lars(IReadOnlyList<ParameterGroup> groups, double momentum = 0.9, double trust = 0.001)
        : base(groups, Moment)
    {
        _momentum = momentum;
        _trust = trust;
    }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, ParameterGroup group, double learningRate, Tensor? gradientScale) =>
        parameter.Device.OptimizerStep.Lars(
            new LarsSettings(learningRate, _momentum, group.WeightDecay, _trust, Adapt: parameter.Shape.Rank > 1),
            parameter.Data, parameter.Gradient, Memory(parameter, Moment).Data, gradientScale?.Data ?? default);
}
