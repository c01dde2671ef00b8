using System.Runtime.Intrinsics;

namespace EcgCmrNative.Data.Cohorts.Stores;

/// <summary>Intensities 0 … 1 as 16-bit counts 0 … 65535.</summary>
internal static class ImageEncoding
{
    private const float Largest = ushort.MaxValue;

    /// <summary>Rounds to the nearest count; what is outside 0 … 1 becomes 0 or 1.</summary>
    public static ushort[] Encode(ReadOnlySpan<float> pixels)
    {
        var counts = new ushort[pixels.Length];
        for (var i = 0; i < counts.Length; i++) counts[i] = (ushort)MathF.Round(float.Clamp(pixels[i], 0, 1) * Largest);
        return counts;
    }

    /// <summary>Back; both have one length.</summary>
    public static void Decode(ReadOnlySpan<ushort> counts, Span<float> pixels)
    {
        var at = 0;
        for (; at <= counts.Length - Vector256<ushort>.Count; at += Vector256<ushort>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(counts[at..]));
            (Vector256.ConvertToSingle(lower.AsInt32()) / Largest).CopyTo(pixels[at..]);
            (Vector256.ConvertToSingle(upper.AsInt32()) / Largest).CopyTo(pixels[(at + Vector256<float>.Count)..]);
        }
        for (; at < counts.Length; at++) pixels[at] = counts[at] / Largest;
    }
}
