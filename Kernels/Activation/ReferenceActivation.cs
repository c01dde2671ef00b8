using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Activation;

/// <summary>The activation functions as formulas, in double.</summary>
internal sealed unsafe class ReferenceActivation : IActivation
{
    /// <inheritdoc/>
    public void Forward(ActivationFunction function, BufferView x, BufferView y, double slope)
    {
        y.RequireLength(x.Length);
        for (long i = 0; i < x.Length; i++) y.Doubles[i] = Value(function, x.Doubles[i], slope);
    }

    /// <inheritdoc/>
    public void Backward(ActivationFunction function, BufferView x, BufferView dy, BufferView dx, bool accumulate, double slope)
    {
        dy.RequireLength(x.Length);
        dx.RequireLength(x.Length);
        for (long i = 0; i < x.Length; i++)
        {
            var gradient = dy.Doubles[i] * Derivative(function, x.Doubles[i], slope);
            dx.Doubles[i] = accumulate ? dx.Doubles[i] + gradient : gradient;
        }
    }

    /// <summary>f(x).</summary>
    internal static double Value(ActivationFunction function, double x, double slope = 0) => function switch
    {
        ActivationFunction.Identity => x,
        ActivationFunction.Gelu => x * NormalDistribution(x),
        ActivationFunction.Relu => Math.Max(x, 0),
        ActivationFunction.LeakyRelu => x > 0 ? x : slope * x,
        ActivationFunction.Exp => Math.Exp(x),
        ActivationFunction.Log => Math.Log(x),
        ActivationFunction.Sqrt => Math.Sqrt(x),
        ActivationFunction.Abs => Math.Abs(x),
        ActivationFunction.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ActivationFunction.Tanh => Math.Tanh(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
    };

    /// <summary>f′(x).</summary>
    internal static double Derivative(ActivationFunction function, double x, double slope = 0) => function switch
    {
        ActivationFunction.Identity => 1,
        ActivationFunction.Gelu => NormalDistribution(x) + x * NormalDensity(x),
        ActivationFunction.Relu => x > 0 ? 1 : 0,
        ActivationFunction.LeakyRelu => x > 0 ? 1 : slope,
        ActivationFunction.Exp => Math.Exp(x),
        ActivationFunction.Log => 1 / x,
        ActivationFunction.Sqrt => 0.5 / Math.Sqrt(x),
        ActivationFunction.Abs => x > 0 ? 1 : x < 0 ? -1 : 0 * x,
        ActivationFunction.Sigmoid => SigmoidDerivative(x),
        ActivationFunction.Tanh => 4 * SigmoidDerivative(2 * x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, null),
    };

    // s(x)·s(−x), without the cancellation of 1 − s(x) for large x.
    private static double SigmoidDerivative(double x)
    {
        var decay = Math.Exp(-Math.Abs(x));
        return decay / ((1 + decay) * (1 + decay));
    }

    // Φ(x) = (1 + erf(x/√2))/2
    private static double NormalDistribution(double x) => 0.5 * ErrorFunction.Erfc(-x / Math.Sqrt(2));

    // φ(x) = Φ′(x)
    private static double NormalDensity(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
}
