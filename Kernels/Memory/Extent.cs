namespace EcgCmrNative.Kernels.Memory;

/// <summary>
/// Number of elements that sizes and strides cover. Results beyond 64 bits become <see cref="long.MaxValue"/>, which exceeds every view: a
/// length check then rejects them like every other wrong length.
/// </summary>
internal static class Extent
{
    /// <summary>a·b of numbers that are not negative.</summary>
    public static long Product(long a, long b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high == 0 && low >= 0 ? low : long.MaxValue;
    }

    /// <summary>a·b·c of numbers that are not negative.</summary>
    public static long Product(long a, long b, long c) => Product(Product(a, b), c);

    /// <summary>a·b·c·d of numbers that are not negative.</summary>
    public static long Product(long a, long b, long c, long d) => Product(Product(a, b), Product(c, d));

    /// <summary>a + b of numbers that are not negative.</summary>
    public static long Sum(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;
}
