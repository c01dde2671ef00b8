using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Randomness;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedRandom(MemoryPool memory, IRandom kernels) : IRandom
{
    /// <inheritdoc/>
    public void Uniform(in RandomStream stream, ulong first, double low, double high, BufferView y)
    {
        using var call = new KernelCall(memory, "uniform numbers");
        call.Writes(y, y.Length);
        kernels.Uniform(stream, first, low, high, y);
    }

    /// <inheritdoc/>
    public void Normal(in RandomStream stream, ulong first, double mean, double deviation, BufferView y)
    {
        using var call = new KernelCall(memory, "normal numbers");
        call.Writes(y, y.Length);
        kernels.Normal(stream, first, mean, deviation, y);
    }

    /// <inheritdoc/>
    public void Bernoulli(in RandomStream stream, ulong first, double probability, double value, BufferView y)
    {
        using var call = new KernelCall(memory, "Bernoulli numbers");
        call.Writes(y, y.Length);
        kernels.Bernoulli(stream, first, probability, value, y);
    }
}
