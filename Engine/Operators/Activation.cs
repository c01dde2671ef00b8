using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>Exact GELU, x·Φ(x); any shape.</summary>
    public static Tensor Gelu(this Tensor x) => ActivationOperator.Apply(x, ActivationFunction.Gelu, 0);

    /// <summary>max(x, 0); any shape.</summary>
    public static Tensor Relu(this Tensor x) => ActivationOperator.Apply(x, ActivationFunction.Relu, 0);

    /// <summary>x where positive, else slope·x; any shape.</summary>
    public static Tensor LeakyRelu(this Tensor x, double slope) => ActivationOperator.Apply(x, ActivationFunction.LeakyRelu, slope);

    /// <summary>eˣ; any shape.</summary>
    public static Tensor Exp(this Tensor x) => ActivationOperator.Apply(x, ActivationFunction.Exp, 0);

    /// <summary>Natural logarithm; −∞ at 0, NaN below; any shape.</summary>
    public static Tensor Log(this Tensor x) => ActivationOperator.Apply(x, ActivationFunction.Log, 0);

    /// <summary>√x; NaN below 0, and an infinite gradient at 0; any shape.</summary>
    public static Tensor Sqrt(this Tensor x) => ActivationOperator.Apply(x, ActivationFunction.Sqrt, 0);

    /// <summary>|x|, with gradient 0 at 0; any shape.</summary>
    public static Tensor Abs(this Tensor x) => ActivationOperator.Apply(x, ActivationFunction.Abs, 0);

    /// <summary>1/(1 + e⁻ˣ); any shape.</summary>
    public static Tensor Sigmoid(this Tensor x) => ActivationOperator.Apply(x, ActivationFunction.Sigmoid, 0);

    /// <summary>tanh x; any shape.</summary>
    public static Tensor Tanh(this Tensor x) => ActivationOperator.Apply(x, ActivationFunction.Tanh, 0);
}

/// <summary>y = f(x), element by element; see <see cref="IActivation"/>.</summary>
internal sealed class ActivationOperator : Operator, IExemplified
{
    private readonly Tensor _x;
    private readonly ActivationFunction _function;
    private readonly double _slope;

    private ActivationOperator(Tensor x, ActivationFunction function, double slope)
    {
        _x = Save(x);
        _function = function;
        _slope = slope;
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("gelu", [Of(7, 33) with { Low = -4, High = 4 }], t => t[0].Gelu()),
        new("gelu, empty", [Of(0)], t => t[0].Gelu()),
        new("gelu, one number", [Of(1)], t => t[0].Gelu()),
        new("relu", [Of(3, 17)], t => t[0].Relu()),
        new("leaky relu", [Of(3, 17)], t => t[0].LeakyRelu(0.2)),
        new("exp", [Of(3, 17) with { Low = -4, High = 4 }], t => t[0].Exp()),
        new("log", [Of(3, 17) with { Low = 0.1, High = 20 }], t => t[0].Log()),
        new("sqrt", [Of(3, 17) with { Low = 0.1, High = 20 }], t => t[0].Sqrt()),
        new("abs", [Of(3, 17)], t => t[0].Abs()),
        new("sigmoid", [Of(3, 17) with { Low = -9, High = 9 }], t => t[0].Sigmoid()),
        new("tanh", [Of(7, 33) with { Low = -3, High = 3 }], t => t[0].Tanh()),
        new("tanh near zero", [Of(17) with { Low = -1e-3, High = 1e-3 }], t => t[0].Tanh()),
        new("two functions, empty", [Of(0, 3)], t => t[0].Exp().Tanh()),
    ];

    public override string Name => _function.ToString();

    public static Tensor Apply(Tensor x, ActivationFunction function, double slope)
    {
        var y = Tensor.Uninitialized(x.Device, x.Shape);
        x.Device.Activation.Forward(function, x.Data, y.Data, slope);
        if (Tape.Records(x)) Tape.Record(y, new ActivationOperator(x, function, slope));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var dx = _x.GradientSink(out var accumulate);
        device.Activation.Backward(_function, _x.Data, dy, dx, accumulate, _slope);
    }
}
