using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.LayerNorm;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>Layer normalisation over the last axis.</summary>
    /// <param name="x">[..., width].</param>
    /// <param name="gamma">Gain, [width], or null for 1.</param>
    /// <param name="beta">Shift, [width], or null for 0.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <exception cref="ShapeException">The sizes do not match.</exception>
    public static Tensor LayerNorm(this Tensor x, Tensor? gamma, Tensor? beta, double epsilon) =>
        LayerNormOperator.Apply(x, gamma, beta, epsilon);
}

/// <summary>See <see cref="ILayerNorm"/>.</summary>
internal sealed class LayerNormOperator : Operator, IExemplified
{
    private readonly Tensor _x;
    private readonly Tensor? _gamma;
    private readonly Tensor? _beta;
    private readonly Tensor _mean;
    private readonly Tensor _reciprocalDeviation;

    private LayerNormOperator(Tensor x, Tensor? gamma, Tensor? beta, Tensor mean, Tensor reciprocalDeviation)
    {
        _x = Save(x);
        _gamma = gamma is null ? null : Save(gamma);
        _beta = beta;
        _mean = Save(mean);
        _reciprocalDeviation = Save(reciprocalDeviation);
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("gain and shift", [Of(3, 5, 24), Of(24), Of(24)], t => t[0].LayerNorm(t[1], t[2], 1e-6)),
        new("plain", [Of(4, 7)], t => t[0].LayerNorm(null, null, 1e-6)),
        new("odd width", [Of(2, 385), Of(385), Of(385)], t => t[0].LayerNorm(t[1], t[2], 1e-6)),
        new("no rows", [Of(0, 5), Of(5), Of(5)], t => t[0].LayerNorm(t[1], t[2], 1e-6)),
    ];

    public override string Name => "LayerNorm";

    public static Tensor Apply(Tensor x, Tensor? gamma, Tensor? beta, double epsilon)
    {
        ShapeException.Require("layer norm", x.Shape.Rank >= 1 && x.Shape.Last > 0, $"input {x.Shape} has no last axis to normalise over");
        var width = new Shape(x.Shape.Last);
        if (gamma is not null) ShapeException.Require("layer norm", "gain", gamma.Shape, width);
        if (beta is not null) ShapeException.Require("layer norm", "shift", beta.Shape, width);

        var (rows, columns) = (x.Shape.Rows, x.Shape.Last);
        var records = Tape.Records(x, gamma, beta);
        var y = Tensor.Uninitialized(x.Device, x.Shape);
        var mean = records ? Tensor.Uninitialized(x.Device, new Shape(rows)) : null;
        var deviation = records ? Tensor.Uninitialized(x.Device, new Shape(rows)) : null;
        x.Device.LayerNorm.Forward(
            rows, columns, x.Data, gamma?.Data ?? default, beta?.Data ?? default, epsilon, y.Data, mean?.Data ?? default,
            deviation?.Data ?? default);
        if (records) Tape.Record(y, new LayerNormOperator(x, gamma, beta, mean!, deviation!));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var (rows, columns) = (_x.Shape.Rows, _x.Shape.Last);
        if (_gamma is { RequiresGradient: true } && _beta is { RequiresGradient: true })
        {
            var dGamma = _gamma.GradientSink(out var accumulate);
            var dBeta = _beta.GradientSink(out _);
            device.LayerNorm.BackwardParameters(
                rows, columns, _x.Data, _mean.Data, _reciprocalDeviation.Data, dy, dGamma, dBeta, accumulate);
        }
        if (_x.RequiresGradient)
        {
            var dx = _x.GradientSink(out var accumulate);
            device.LayerNorm.BackwardInput(
                rows, columns, _x.Data, _gamma?.Data ?? default, _mean.Data, _reciprocalDeviation.Data, dy, dx, accumulate);
        }
    }
}
