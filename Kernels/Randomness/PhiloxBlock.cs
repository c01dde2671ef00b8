using System.Runtime.CompilerServices;

namespace EcgCmrNative.Kernels.Randomness;

/// <summary>
/// Four random words: the bijection Philox4x32-10 of a 128-bit counter under a 64-bit key
/// (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
/// </summary>
/// <param name="A">Word 0.</param>
/// <param name="B">Word 1.</param>
/// <param name="C">Word 2.</param>
/// <param name="D">Word 3.</param>
public readonly record struct PhiloxBlock(uint A, uint B, uint C, uint D)
{
    internal const int Rounds = 10;
    internal const uint MultiplierA = 0xD2511F53;
    internal const uint MultiplierC = 0xCD9E8D57;

    // Weyl steps of the key: the golden ratio, and √3 − 1.
    internal const uint KeyStep0 = 0x9E3779B9;
    internal const uint KeyStep1 = 0xBB67AE85;

    internal const double UniformStep = 1.0 / (1 << 24);
    private const double WordStep = 1.0 / (1L << 32);

    /// <summary>Word 0 to 3.</summary>
    public uint this[int word] => word switch { 0 => A, 1 => B, 2 => C, _ => D };

    /// <summary>Enciphers this block as a counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PhiloxBlock Encipher(uint key0, uint key1)
    {
        var (a, b, c, d) = this;
        for (var round = 0; round < Rounds; round++)
        {
            var productA = (ulong)MultiplierA * a;
            var productC = (ulong)MultiplierC * c;
            (a, b, c, d) = ((uint)(productC >> 32) ^ b ^ key0, (uint)productC, (uint)(productA >> 32) ^ d ^ key1, (uint)productA);
            key0 += KeyStep0;
            key1 += KeyStep1;
        }
        return new PhiloxBlock(a, b, c, d);
    }

    /// <summary>
    /// Block <paramref name="index"/> of a stream: the counter is the index and the stream's number, the key its seed, low words first.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxBlock Of(in RandomStream stream, ulong index) =>
        new PhiloxBlock((uint)index, (uint)(index >> 32), (uint)stream.Number, (uint)(stream.Number >> 32))
            .Encipher((uint)stream.Seed, (uint)(stream.Seed >> 32));

    /// <summary>A word as a number uniform on [0, 1), in steps of 2⁻²⁴.</summary>
    public static double Uniform(uint word) => (word >> 8) * UniformStep;

    /// <summary>Two words as two independent normal numbers (Box and Muller 1958).</summary>
    public static (double First, double Second) Normal(uint a, uint b)
    {
        var radius = Math.Sqrt(-2 * Math.Log(PositiveUniform(a)));
        var (sine, cosine) = Math.SinCos(Angle(b));
        return (radius * cosine, radius * sine);
    }

    // In (0, 1), all 32 bits of the word.
    internal static double PositiveUniform(uint word) => (word + 0.5) * WordStep;

    // In [0, 2π).
    internal static double Angle(uint word) => 2 * Math.PI * WordStep * word;
}
