using System.Buffers;
using System.Numerics;

namespace EcgCmrNative.Data.Images;

/// <summary>Bilinear interpolation with half-pixel centres and without antialiasing: pixel i of n lies at (i + ½)/n of the side.</summary>
public static class Bilinear
{
    /// <summary>Stretches or shrinks a part of an image to a size.</summary>
    /// <param name="input">The image.</param>
    /// <param name="region">The part; pixels outside of it have no influence.</param>
    /// <param name="height">Height of the result.</param>
    /// <param name="width">Width of the result.</param>
    /// <param name="output">Receives it; another buffer.</param>
    /// <exception cref="ArgumentException">The region is empty or leaves the image, or a size is not positive.</exception>
    public static void Resize(ImageBuffer input, ImageRegion region, int height, int width, ImageBuffer output) =>
        Resize(input, region, height, width, new ImageRegion(0, 0, height, width), output);

    /// <summary>Stretches or shrinks a part of an image to a size, and computes only a window of the result.</summary>
    /// <param name="input">The image.</param>
    /// <param name="region">The part; pixels outside of it have no influence.</param>
    /// <param name="height">Height of the whole result.</param>
    /// <param name="width">Width of the whole result.</param>
    /// <param name="window">The window in the result.</param>
    /// <param name="output">Receives the window; another buffer.</param>
    /// <exception cref="ArgumentException">
    /// The region is empty or leaves the image, a size is not positive, or the window leaves the result.
    /// </exception>
    public static void Resize(ImageBuffer input, ImageRegion region, int height, int width, ImageRegion window, ImageBuffer output)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        if (ReferenceEquals(input, output)) throw new ArgumentException("input and output must be different buffers", nameof(output));
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        window.RequireWithin(height, width);
        if ((region.Height, region.Width) == (height, width))
        {
            new ImageRegion(region.Top + window.Top, region.Left + window.Left, window.Height, window.Width).Cut(input, output);
            return;
        }
        region.RequireWithin(input.Height, input.Width);
        output.Resize(input.Channels, window.Height, window.Width);

        var (indices, shares) = (ArrayPool<int>.Shared.Rent(window.Width), ArrayPool<double>.Shared.Rent(window.Width + region.Width));
        var columns = indices.AsSpan(0, window.Width);
        var right = shares.AsSpan(0, window.Width);
        // A row of the region between two of its rows.
        var between = shares.AsSpan(window.Width, region.Width);
        for (var x = 0; x < window.Width; x++) (columns[x], right[x]) = Place(window.Left + x, width, region.Width);
        for (var channel = 0; channel < input.Channels; channel++)
        {
            Span<double> from = input[channel], to = output[channel];
            for (var y = 0; y < window.Height; y++)
            {
                var (above, share) = Place(window.Top + y, height, region.Height);
                var first = (region.Top + above) * input.Width + region.Left;
                var upper = from.Slice(first, region.Width);
                var lower = share > 0 ? from.Slice(first + input.Width, region.Width) : upper;
                Mix(upper, lower, share, between);
                var row = to.Slice(y * window.Width, window.Width);
                for (var x = 0; x < row.Length; x++)
                {
                    var left = columns[x];
                    var value = between[left];
                    row[x] = right[x] > 0 ? value + right[x] * (between[left + 1] - value) : value;
                }
            }
        }
        ArrayPool<int>.Shared.Return(indices);
        ArrayPool<double>.Shared.Return(shares);
    }

    /// <summary>
    /// Where a pixel of the result lies: after which pixel of the input, and how far towards the next. 0 if there is no next.
    /// </summary>
    private static (int Before, double Share) Place(int pixel, int size, int inputSize)
    {
        var place = Math.Max(0, (pixel + 0.5) * inputSize / size - 0.5);
        var before = Math.Min((int)place, inputSize - 1);
        return (before, before < inputSize - 1 ? place - before : 0);
    }

    private static void Mix(ReadOnlySpan<double> upper, ReadOnlySpan<double> lower, double share, Span<double> result)
    {
        var i = 0;
        for (; i <= result.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var above = new Vector<double>(upper[i..]);
            (above + share * (new Vector<double>(lower[i..]) - above)).CopyTo(result[i..]);
        }
        for (; i < result.Length; i++) result[i] = upper[i] + share * (lower[i] - upper[i]);
    }
}
