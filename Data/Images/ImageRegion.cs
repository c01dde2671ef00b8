namespace EcgCmrNative.Data.Images;

/// <summary>A rectangle of pixels.</summary>
/// <param name="Top">First row.</param>
/// <param name="Left">First column.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public readonly record struct ImageRegion(int Top, int Left, int Height, int Width)
{
    /// <summary>All of an image.</summary>
    public static ImageRegion All(ImageBuffer image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new ImageRegion(0, 0, image.Height, image.Width);
    }

    /// <summary>
    /// The middle of an image; along an axis that is shorter, all of it. Of an odd rest the smaller half is above and to the left.
    /// </summary>
    /// <param name="height">Height of the image.</param>
    /// <param name="width">Width of the image.</param>
    /// <param name="atMostHeight">Height of the part.</param>
    /// <param name="atMostWidth">Width of the part.</param>
    public static ImageRegion Centre(int height, int width, int atMostHeight, int atMostWidth)
    {
        var (rows, columns) = (Math.Min(height, atMostHeight), Math.Min(width, atMostWidth));
        return new ImageRegion((height - rows) / 2, (width - columns) / 2, rows, columns);
    }

    /// <summary>Cuts it out of an image.</summary>
    /// <exception cref="ArgumentException">It is empty or leaves the image.</exception>
    public void Cut(ImageBuffer image, ImageBuffer output)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(output);
        if (ReferenceEquals(image, output)) throw new ArgumentException("input and output must be different buffers", nameof(output));
        RequireWithin(image.Height, image.Width);
        output.Resize(image.Channels, Height, Width);
        for (var channel = 0; channel < image.Channels; channel++)
        {
            Span<double> from = image[channel], to = output[channel];
            for (var y = 0; y < Height; y++) from.Slice((Top + y) * image.Width + Left, Width).CopyTo(to.Slice(y * Width, Width));
        }
    }

    internal void RequireWithin(int height, int width)
    {
        if (Top < 0 || Left < 0 || Height < 1 || Width < 1 || Height > height - Top || Width > width - Left)
            throw new ArgumentException(
                $"a region of {Height} x {Width} pixels at row {Top} and column {Left} cannot be cut "
                + $"from an image of {height} x {width}");
    }
}
