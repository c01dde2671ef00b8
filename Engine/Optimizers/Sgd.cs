using EcgCmrNative.Kernels.Optimizer;

namespace EcgCmrNative.Engine.Optimizers;

/// <summary>Stochastic gradient descent with momentum and L2 weight decay.</summary>
public sealed class Sgd : Optimizer
{
    private const string Moment = "momentum_buffer";
    private readonly double _momentum;
    private readonly bool _nesterov;

    /// <summary>Creates the optimiser.</summary>
    public Sgd(IReadOnlyList<ParameterGroup> groups, double momentum = 0, bool nesterov = false)
        : base(groups, momentum == 0 ? [] : [Moment])
    {
        _momentum = momentum;
        _nesterov = nesterov;
    }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, ParameterGroup group, double learningRate, Tensor? gradientScale) =>
        parameter.Device.OptimizerStep.Sgd(
            new SgdSettings(learningRate, _momentum, group.WeightDecay, _nesterov),
            parameter.Data, parameter.Gradient, _momentum == 0 ? default : Memory(parameter, Moment).Data,
            gradientScale?.Data ?? default);
}
