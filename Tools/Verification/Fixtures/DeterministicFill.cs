using System.Text;

namespace EcgCmrNative.Verification.Fixtures;

/// <summary>
/// Numbers in [-1, 1) that depend only on a name, a seed and a position, so that weights and inputs of a reference
/// calculation need not be stored: both sides generate them. SplitMix64 over the FNV-1a hash of the name;
/// the upper 24 bits make each value exact in float32.
/// </summary>
public static class DeterministicFill
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>The first <paramref name="count"/> values of the fill.</summary>
    /// <param name="name">Any text; hashed as UTF-8.</param>
    /// <param name="count">Number of values, row-major where the array has several dimensions.</param>
    /// <param name="seed">Another seed gives unrelated values.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or more than an array holds.</exception>
    public static double[] Values(string name, long count, ulong seed = 1)
    {
        var values = new double[CheckedCount(count)];
        var start = Start(name, seed);
        for (var i = 0; i < values.Length; i++) values[i] = At(start, i);
        return values;
    }

    /// <summary>As <see cref="Values"/>, in single precision; each value is equal to the double one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or more than an array holds.</exception>
    public static float[] Singles(string name, long count, ulong seed = 1)
    {
        var values = new float[CheckedCount(count)];
        Fill(values, name, seed);
        return values;
    }

    /// <summary>Writes the fill into <paramref name="destination"/>.</summary>
    public static void Fill(Span<float> destination, string name, ulong seed = 1)
    {
        var start = Start(name, seed);
        for (var i = 0; i < destination.Length; i++) destination[i] = (float)At(start, i);
    }

    private static ulong Start(string name, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(name);
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(name)) hash = unchecked((hash ^ b) * 1099511628211UL);
        return unchecked(hash + (seed * GoldenGamma));
    }

    private static double At(ulong start, int index)
    {
        unchecked
        {
            var z = start + (((ulong)index + 1) * GoldenGamma);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            return (2 * ((z >> 40) / 16777216.0)) - 1;
        }
    }

    private static int CheckedCount(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength);
        return (int)count;
    }
}
