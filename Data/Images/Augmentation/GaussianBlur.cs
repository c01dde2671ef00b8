using System.Buffers;
using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Images.Augmentation;

/// <summary>
/// Smooths with a Gaussian that is cut off at <paramref name="Points"/> pixels, edges reflected. Draws: one uniform for σ between its bounds.
/// </summary>
/// <param name="Points">Pixels of the kernel, odd.</param>
public sealed record GaussianBlur(int Points = 29) : ImageAugmentation
{
    /// <summary>Smallest σ in pixels.</summary>
    public double SmallestSigma { get; init; } = 0.1;

    /// <summary>Largest σ in pixels.</summary>
    public double LargestSigma { get; init; } = 2;

    /// <inheritdoc/>
    protected override void Transform(ImageBuffer input, IDraws draws, ImageBuffer output)
    {
        var (height, width, reach) = (input.Height, input.Width, Points / 2);
        if (Points % 2 != 1 || Points < 1 || reach >= Math.Min(height, width))
            throw new ArgumentException(
                $"a blur of {Points} points needs an odd number of them, and an image of more than {reach} pixels; it is {height} x {width}", nameof(input));
        var sigma = SmallestSigma + (LargestSigma - SmallestSigma) * draws.Uniform();
        output.CopyFrom(input);
        var longest = Math.Max(height, width);
        var rented = ArrayPool<double>.Shared.Rent(Points + longest + 2 * reach);
        var kernel = rented.AsSpan(0, Points);
        var padded = rented.AsSpan(Points, longest + 2 * reach);
        for (var i = 0; i < Points; i++) kernel[i] = Math.Exp(-0.5 * (i - reach) * (i - reach) / (sigma * sigma));
        var sum = 0.0;
        foreach (var weight in kernel) sum += weight;
        foreach (ref var weight in kernel) weight /= sum;
        for (var channel = 0; channel < input.Channels; channel++)
        {
            var plane = output[channel];
            for (var y = 0; y < height; y++) Smooth(plane, y * width, 1, width, kernel, padded);
            for (var x = 0; x < width; x++) Smooth(plane, x, width, height, kernel, padded);
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Smooths a row or column in place.</summary>
    private static void Smooth(Span<double> plane, int first, int step, int count, ReadOnlySpan<double> kernel, Span<double> padded)
    {
        var reach = kernel.Length / 2;
        for (var i = -reach; i < count + reach; i++)
        {
            var at = Math.Abs(i);
            padded[i + reach] = plane[first + (at < count ? at : 2 * (count - 1) - at) * step];
        }
        for (var i = 0; i < count; i++)
        {
            var sum = 0.0;
            for (var k = 0; k < kernel.Length; k++) sum += kernel[k] * padded[i + k];
            plane[first + i * step] = sum;
        }
    }
}
