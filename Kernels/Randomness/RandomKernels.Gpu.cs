using EcgCmrNative.Kernels.Launch;
using ILGPU;

namespace EcgCmrNative.Kernels.Randomness;

/// <summary>The kernels of <c>IRandom</c>; one thread makes one number, of <see cref="PhiloxBlock"/> as on every other device.</summary>
internal static class RandomKernels
{
    private const int Threads = 256;
    private const float WordStep = 1f / 4294967296f;

    [GpuKernel(Threads, IntegersWrap = true)]
    public static void Uniform(ArrayView<float> y, RandomArguments arguments)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i < arguments.Length) y[i] = arguments.Offset + (arguments.Scale * ((int)(Word(arguments, i) >> 8) * (1f / (1 << 24))));
    }

    /// <summary>The threshold is the probability in steps of 2⁻²⁴, rounded up: an exact comparison.</summary>
    [GpuKernel(Threads, IntegersWrap = true)]
    public static void Bernoulli(ArrayView<float> y, RandomArguments arguments)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i < arguments.Length) y[i] = Word(arguments, i) >> 8 < arguments.Threshold ? arguments.Scale : 0f;
    }

    [GpuKernel(Threads, IntegersWrap = true)]
    public static void Normal(ArrayView<float> y, RandomArguments arguments)
    {
        var i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i >= arguments.Length) return;
        var number = arguments.First + (ulong)i;
        var block = Block(arguments, number >> 2);
        var second = (number & 2) != 0;
        var a = second ? block.C : block.A;
        var b = second ? block.D : block.B;

        // −2·ln u for u = (a + ½)·2⁻³²; near 1 from the complement, whose digits are all there.
        var logarithm = a < 0xC0000000 ? GpuMath.Log(UnitInterval(a)) : GpuMath.LogOfComplement(UnitInterval(~a));
        var radius = MathF.Sqrt(-2f * logarithm);
        var angle = (number & 1) == 0 ? GpuMath.CosineOfTurn(b) : GpuMath.SineOfTurn(b);
        y[i] = arguments.Offset + (arguments.Scale * radius * angle);
    }

    // (a + ½)·2⁻³². Conversions are from int: C# takes those from uint through double, which not every device has.
    private static float UnitInterval(uint a) => ((int)(a >> 8) * (256 * WordStep)) + (((int)(a & 255) + 0.5f) * WordStep);

    private static PhiloxBlock Block(RandomArguments arguments, ulong index) =>
        PhiloxBlock.Of(new RandomStream(arguments.Seed, arguments.Number), index);

    private static uint Word(RandomArguments arguments, int i)
    {
        var number = arguments.First + (ulong)i;
        var block = Block(arguments, number >> 2);
        var word = (int)(number & 3);
        return word == 0 ? block.A : word == 1 ? block.B : word == 2 ? block.C : block.D;
    }
}
