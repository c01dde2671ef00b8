using System.Buffers;
using System.Numerics;
using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Images.Augmentation;

/// <summary>
/// Smooths with a Gaussian that is cut off at <paramref name="Points"/> pixels, edges reflected. Draws: one uniform for σ between its
/// bounds.
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
                $"invalid blur of {Points} points: the number must be odd, and height and width above {reach} pixels; "
                + $"the image has {height} x {width}",
                nameof(input));
        var sigma = SmallestSigma + (LargestSigma - SmallestSigma) * draws.Uniform();
        output.Resize(input.Channels, height, width);
        var rented = ArrayPool<double>.Shared.Rent(Points + width + 2 * reach + height * width);
        var kernel = rented.AsSpan(0, Points);
        var padded = rented.AsSpan(Points, width + 2 * reach);
        var smooth = rented.AsSpan(Points + width + 2 * reach, height * width);
        var sum = 0.0;
        for (var i = 0; i < Points; i++) sum += kernel[i] = Math.Exp(-0.5 * (i - reach) * (i - reach) / (sigma * sigma));
        foreach (ref var weight in kernel) weight /= sum;
        for (var channel = 0; channel < input.Channels; channel++)
        {
            Span<double> from = input[channel], to = output[channel];
            smooth.Clear();
            to.Clear();
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < padded.Length; x++) padded[x] = from[y * width + Reflected(x - reach, width)];
                for (var k = 0; k < kernel.Length; k++) AddTo(smooth.Slice(y * width, width), padded.Slice(k, width), kernel[k]);
            }
            for (var y = 0; y < height; y++)
            {
                for (var k = 0; k < kernel.Length; k++)
                    AddTo(to.Slice(y * width, width), smooth.Slice(Reflected(y + k - reach, height) * width, width), kernel[k]);
            }
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    private static int Reflected(int at, int count)
    {
        at = Math.Abs(at);
        return at < count ? at : 2 * (count - 1) - at;
    }

    private static void AddTo(Span<double> sums, ReadOnlySpan<double> values, double weight)
    {
        var i = 0;
        for (; i <= sums.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(sums[i..]) + weight * new Vector<double>(values[i..])).CopyTo(sums[i..]);
        for (; i < sums.Length; i++) sums[i] += weight * values[i];
    }
}
