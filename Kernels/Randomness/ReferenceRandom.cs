using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Randomness;

/// <summary>Random numbers one by one, in double.</summary>
internal sealed unsafe class ReferenceRandom : IRandom
{
    /// <inheritdoc/>
    public void Uniform(in RandomStream stream, ulong first, double low, double high, BufferView y)
    {
        for (long i = 0; i < y.Length; i++) y.Doubles[i] = low + (high - low) * UniformAt(stream, first + (ulong)i);
    }

    /// <inheritdoc/>
    public void Normal(in RandomStream stream, ulong first, double mean, double deviation, BufferView y)
    {
        for (long i = 0; i < y.Length; i++) y.Doubles[i] = mean + deviation * NormalAt(stream, first + (ulong)i);
    }

    /// <inheritdoc/>
    public void Bernoulli(in RandomStream stream, ulong first, double probability, double value, BufferView y)
    {
        for (long i = 0; i < y.Length; i++) y.Doubles[i] = UniformAt(stream, first + (ulong)i) < probability ? value : 0;
    }

    private static double UniformAt(in RandomStream stream, ulong number) =>
        PhiloxBlock.Uniform(PhiloxBlock.Of(stream, number / 4)[(int)(number % 4)]);

    private static double NormalAt(in RandomStream stream, ulong number)
    {
        var (a, b, c, d) = PhiloxBlock.Of(stream, number / 4);
        var (first, second) = number % 4 < 2 ? PhiloxBlock.Normal(a, b) : PhiloxBlock.Normal(c, d);
        return number % 2 == 0 ? first : second;
    }
}
