using EcgCmrNative.Kernels.Optimizer;

namespace EcgCmrNative.Engine.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015); a group's weight decay is added to the gradient as L2. <see cref="AdamW"/> decouples it.
/// </summary>
public class Adam : Optimizer
{
    private const string First = "exp_avg";
    private const string Second = "exp_avg_sq";
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly bool _decoupled;

    /// <summary>Creates the optimiser.</summary>
    /// <param name="groups">The parameters to update.</param>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">Decay of the second moment.</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    public Adam(IReadOnlyList<ParameterGroup> groups, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : this(groups, decoupled: false, beta1, beta2, epsilon)
    {
    }

    private protected Adam(IReadOnlyList<ParameterGroup> groups, bool decoupled, double beta1, double beta2, double epsilon)
        : base(groups, First, Second)
    {
        _beta1 = beta1;
        _beta2 = beta2;
        _epsilon = epsilon;
        _decoupled = decoupled;
    }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, ParameterGroup group, double learningRate, Tensor? gradientScale) =>
        parameter.Device.OptimizerStep.Adam(
            new AdamSettings(learningRate, _beta1, _beta2, _epsilon, group.WeightDecay, _decoupled, Steps),
            parameter.Data, parameter.Gradient, Memory(parameter, First).Data, Memory(parameter, Second).Data,
            gradientScale?.Data ?? default);
}
