using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Activation;

/// <summary>Activation and elementary functions, element by element. Output may be the input's own view (in place).</summary>
public interface IActivation
{
    /// <summary>y = f(x).</summary>
    /// <param name="function">f.</param>
    /// <param name="x">Input.</param>
    /// <param name="y">Output, as long as <paramref name="x"/>; may be the same view.</param>
    /// <param name="slope">Slope of the leaky ReLU; the others ignore it.</param>
    void Forward(ActivationFunction function, BufferView x, BufferView y, double slope = 0);

    /// <summary>dx (+)= dy · f′(x). dx may be dy's own view when not accumulating.</summary>
    void Backward(ActivationFunction function, BufferView x, BufferView dy, BufferView dx, bool accumulate, double slope = 0);
}
