namespace EcgCmrNative.Kernels.Activation;

/// <summary>Functions of one number: activation functions, and elementary functions.</summary>
public enum ActivationFunction
{
    /// <summary>f(x) = x.</summary>
    Identity,

    /// <summary>f(x) = x·Φ(x) = x/2·(1 + erf(x/√2)), exact, not the tanh approximation (Hendrycks and Gimpel 2016).</summary>
    Gelu,

    /// <summary>f(x) = max(x, 0); derivative 0 at 0.</summary>
    Relu,

    /// <summary>f(x) = x for x &gt; 0, else slope·x; the derivative at 0 is the slope.</summary>
    LeakyRelu,

    /// <summary>f(x) = eˣ.</summary>
    Exp,

    /// <summary>f(x) = ln x; −∞ at 0, NaN below.</summary>
    Log,

    /// <summary>f(x) = √x; NaN below 0. The derivative at 0 is infinite.</summary>
    Sqrt,

    /// <summary>f(x) = |x|; derivative 0 at 0.</summary>
    Abs,

    /// <summary>f(x) = 1/(1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>f(x) = tanh x.</summary>
    Tanh,
}
