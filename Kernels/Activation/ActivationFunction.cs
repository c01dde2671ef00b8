namespace EcgCmrNative.Kernels.Activation;

/// <summary>The activation functions that the models use.</summary>
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
}
