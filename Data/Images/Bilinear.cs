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
    public static void Resize(ImageBuffer input, ImageRegion region, int height, int width, ImageBuffer output)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        if (ReferenceEquals(input, output)) throw new ArgumentException("input and output must be different buffers", nameof(output));
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if ((region.Height, region.Width) == (height, width))
        {
            region.Cut(input, output);
            return;
        }
        region.RequireWithin(input);
        output.Resize(input.Channels, height, width);

        var (indices, shares) = (ArrayPool<int>.Shared.Rent(width), ArrayPool<double>.Shared.Rent(width + region.Width));
        var columns = indices.AsSpan(0, width);
        var right = shares.AsSpan(0, width);
        // A row of the region between two of its rows.
        var between = shares.AsSpan(width, region.Width);
        for (var x = 0; x < width; x++) (columns[x], right[x]) = Place(x, width, region.Width);
        for (var channel = 0; channel < input.Channels; channel++)
        {
            Span<double> from = input[channel], to = output[channel];
            for (var y = 0; y < height; y++)
            {
                var (above, share) = Place(y, height, region.Height);
                var first = (region.Top + above) * input.Width + region.Left;
                var upper = from.Slice(first, region.Width);
                var lower = share > 0 ? from.Slice(first + input.Width, region.Width) : upper;
                Mix(upper, lower, share, between);
                var row = to.Slice(y * width, width);
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
