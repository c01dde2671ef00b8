using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>
    /// Linear layer in one kernel: y = activation(x·Wᵀ + b) + residual.
    /// </summary>
    /// <param name="x">[..., in].</param>
    /// <param name="weight">W, [out, in].</param>
    /// <param name="bias">b, [out], or null.</param>
    /// <param name="activation">Applied before the residual is added.</param>
    /// <param name="residual">[..., out], or null.</param>
    /// <returns>[..., out].</returns>
    /// <exception cref="ShapeException">The sizes do not match.</exception>
    public static Tensor Linear(
        this Tensor x, Tensor weight, Tensor? bias = null, ActivationFunction activation = ActivationFunction.Identity,
        Tensor? residual = null) =>
        LinearOperator.Apply(x, weight, bias, activation, residual);
}

/// <summary>
/// y = f(a) + residual with a = x·Wᵀ + b. Backward: da = dy·f′(a), dx = da·W, dW = daᵀ·x, db = Σ_rows da, and dy goes on to the residual.
/// </summary>
internal sealed class LinearOperator : Operator, IExemplified
{
    private readonly Tensor _x;
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly Tensor? _residual;
    private readonly Tensor? _preActivation;
    private readonly ActivationFunction _activation;

    private LinearOperator(Tensor x, Tensor weight, Tensor? bias, ActivationFunction activation, Tensor? residual, Tensor? preActivation)
    {
        _x = Save(x);
        _weight = Save(weight);
        _bias = bias;
        _residual = residual;
        _activation = activation;
        _preActivation = preActivation is null ? null : Save(preActivation);
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("bias", [Of(2, 19, 48), Of(40, 48), Of(40)], t => t[0].Linear(t[1], t[2])),
        new("no bias", [Of(5, 7), Of(3, 7)], t => t[0].Linear(t[1])),
        new("GELU", [Of(4, 9), Of(6, 9), Of(6)], t => t[0].Linear(t[1], t[2], ActivationFunction.Gelu)),
        new("residual", [Of(2, 3, 5), Of(4, 5), Of(4), Of(2, 3, 4)], t => t[0].Linear(t[1], t[2], residual: t[3])),
        new("GELU and residual", [Of(3, 5), Of(4, 5), Of(4), Of(3, 4)], t => t[0].Linear(t[1], t[2], ActivationFunction.Gelu, t[3])),
        new("input is the residual", [Of(3, 5), Of(5, 5), Of(5)], t => t[0].Linear(t[1], t[2], residual: t[0])),
        new("one number", [Of(1, 1), Of(1, 1), Of(1)], t => t[0].Linear(t[1], t[2])),
        new("no rows", [Of(0, 5), Of(4, 5), Of(4)], t => t[0].Linear(t[1], t[2])),
    ];

    public override string Name => "Linear";

    public static Tensor Apply(Tensor x, Tensor weight, Tensor? bias, ActivationFunction activation, Tensor? residual)
    {
        ShapeException.Require("linear", weight.Shape.Rank == 2, $"weight has shape {weight.Shape}, expected [out, in]");
        var (outputs, inputs) = (weight.Shape[0], weight.Shape[1]);
        ShapeException.Require(
            "linear", x.Shape.Rank >= 1 && x.Shape.Last == inputs,
            $"input has shape {x.Shape}, expected [..., {inputs}] for weight {weight.Shape}");
        var shape = x.Shape.WithLast(outputs);
        if (bias is not null) ShapeException.Require("linear", "bias", bias.Shape, new Shape(outputs));
        if (residual is not null) ShapeException.Require("linear", "residual", residual.Shape, shape);

        var records = Tape.Records(x, weight, bias, residual);
        var y = Tensor.Uninitialized(x.Device, shape);
        var preActivation = records && activation != ActivationFunction.Identity ? Tensor.Uninitialized(x.Device, shape) : null;
        x.Device.Gemm.Multiply(
            new GemmProblem(x.Shape.Rows, outputs, inputs) { TransposeB = true }, x.Data, weight.Data, y.Data,
            new GemmEpilogue(bias?.Data ?? default, activation, preActivation?.Data ?? default, residual?.Data ?? default));
        if (records) Tape.Record(y, new LinearOperator(x, weight, bias, activation, residual, preActivation));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var (outputs, inputs) = (_weight.Shape[0], _weight.Shape[1]);
        var rows = _x.Shape.Rows;
        var da = dy;
        if (_preActivation is not null)
        {
            // The residual still needs dy, so it may be overwritten only without a residual.
            if (_residual is { RequiresGradient: true })
            {
                da = device.Allocate(dy.Length).View;
                device.Activation.Backward(_activation, _preActivation.Data, dy, da, accumulate: false);
            }
            else
            {
                device.Activation.Backward(_activation, _preActivation.Data, dy, dy, accumulate: false);
            }
        }
        if (_weight.RequiresGradient)
        {
            var dw = _weight.GradientSink(out var accumulate);
            device.Gemm.Multiply(new GemmProblem(outputs, inputs, rows) { TransposeA = true, Accumulate = accumulate }, da, _x.Data, dw);
        }
        if (_bias is { RequiresGradient: true })
        {
            var db = _bias.GradientSink(out var accumulate);
            device.Reduction.SumRows(rows, outputs, da, 1, db, accumulate);
        }
        if (_x.RequiresGradient)
        {
            var dx = _x.GradientSink(out var accumulate);
            device.Gemm.Multiply(new GemmProblem(rows, inputs, outputs) { Accumulate = accumulate }, da, _weight.Data, dx);
        }
        if (da != dy) da.Buffer.Release();
        _residual?.ReceiveGradient(dy);
    }
}
