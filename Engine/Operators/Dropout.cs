using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>
    /// Dropout (Srivastava et al. 2014): each number is set to 0 with probability <paramref name="rate"/>, the others are multiplied by
    /// 1/(1 − rate).
    /// </summary>
    /// <param name="x">Any shape.</param>
    /// <param name="rate">0 to below 1; 0 returns <paramref name="x"/> itself.</param>
    /// <param name="stream">The random stream: its number i decides on element i, on every device.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
    public static Tensor Dropout(this Tensor x, double rate, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, 1);
        if (rate == 0) return x;
        var mask = Tensor.Uninitialized(x.Device, x.Shape);
        x.Device.Random.Bernoulli(stream, first: 0, probability: 1 - rate, value: 1 / (1 - rate), mask.Data);
        return x.Multiply(mask);
    }
}
