using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Randomness;

/// <summary>
/// Random numbers by the counter-based generator Philox4x32-10 (<see cref="PhiloxBlock"/>). Number j of a stream depends on
/// the seed, the stream and j alone, so views are the same on every device, for any number of threads and however a stream is cut
/// into calls; float32 devices round the result.
/// </summary>
/// <remarks>Number j comes from word j mod 4 of block ⌊j/4⌋. Element i of a view receives number first + i.</remarks>
public interface IRandom
{
    /// <summary>y = low + (high − low)·u, u uniform on [0, 1) in steps of 2⁻²⁴: the upper 24 bits of the word.</summary>
    void Uniform(in RandomStream stream, ulong first, double low, double high, BufferView y);

    /// <summary>
    /// y = mean + deviation·z, z normal. By Box and Muller (1958) words a, b at an even and the next odd number give
    /// √(−2·ln((a + ½)·2⁻³²)) times cos(2π·b·2⁻³²) and sin(2π·b·2⁻³²).
    /// </summary>
    void Normal(in RandomStream stream, ulong first, double mean, double deviation, BufferView y);

    /// <summary>
    /// y = value where u &lt; probability, else 0, with the u of <see cref="Uniform"/>: a dropout mask with value 1/probability.
    /// </summary>
    void Bernoulli(in RandomStream stream, ulong first, double probability, double value, BufferView y);
}

/// <summary>Names an endless sequence of random numbers.</summary>
/// <param name="Seed">The key of the generator: one per run.</param>
/// <param name="Number">Number of the sequence under one seed.</param>
public readonly record struct RandomStream(ulong Seed, ulong Number);
