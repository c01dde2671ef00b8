using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Randomness;

/// <summary>Random numbers on GPU devices.</summary>
internal sealed unsafe class GpuRandom(IGpuQueue queue) : IRandom
{
    private readonly GpuKernel _uniform = queue.Kernel("Randomness", "Uniform");
    private readonly GpuKernel _normal = queue.Kernel("Randomness", "Normal");
    private readonly GpuKernel _bernoulli = queue.Kernel("Randomness", "Bernoulli");

    /// <inheritdoc/>
    public void Uniform(in RandomStream stream, ulong first, double low, double high, BufferView y) =>
        Run(_uniform, stream, first, y, new RandomArguments { Offset = (float)low, Scale = (float)(high - low) });

    /// <inheritdoc/>
    public void Normal(in RandomStream stream, ulong first, double mean, double deviation, BufferView y) =>
        Run(_normal, stream, first, y, new RandomArguments { Offset = (float)mean, Scale = (float)deviation });

    /// <inheritdoc/>
    public void Bernoulli(in RandomStream stream, ulong first, double probability, double value, BufferView y)
    {
        var threshold = (uint)Math.Ceiling(Math.Clamp(probability, 0, 1) * (1 << 24));
        Run(_bernoulli, stream, first, y, new RandomArguments { Threshold = threshold, Scale = (float)value });
    }

    private static void Run(GpuKernel kernel, in RandomStream stream, ulong first, BufferView y, RandomArguments arguments)
    {
        kernel.Require(y.Length, "elements");
        arguments.Seed = stream.Seed;
        arguments.Number = stream.Number;
        arguments.First = first;
        arguments.Length = (int)y.Length;
        kernel.OverElements(y.Length, y, KernelArgument.Struct(&arguments));
    }
}
