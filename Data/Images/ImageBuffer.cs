using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Signals;

namespace EcgCmrNative.Data.Images;

/// <summary>
/// An image, planar [Channels, Height, Width] in double, in memory that grows when it must and is reused otherwise: a chain of operations
/// that runs on two buffers allocates nothing once they have their size.
/// </summary>
public sealed class ImageBuffer : IAugmentable<ImageBuffer>
{
    private readonly SignalBuffer _planes = new();

    /// <summary>Number of channels.</summary>
    public int Channels => _planes.Leads;

    /// <summary>Pixels in a column.</summary>
    public int Height { get; private set; }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; private set; }

    /// <summary>All values, one channel after the other, each row by row.</summary>
    public Span<double> Pixels => _planes.Samples;

    /// <summary>The values of one channel, row by row.</summary>
    public Span<double> this[int channel] => _planes[channel];

    /// <summary>A buffer that holds a copy of these values.</summary>
    /// <exception cref="ArgumentException">There are not channels × height × width values.</exception>
    public static ImageBuffer Of(ReadOnlySpan<double> pixels, int channels, int height, int width)
    {
        var buffer = new ImageBuffer();
        buffer.Resize(channels, height, width);
        Require(pixels.Length == buffer.Pixels.Length, pixels.Length, channels, height, width);
        pixels.CopyTo(buffer.Pixels);
        return buffer;
    }

    /// <summary>Sets the shape; the values are undefined afterwards.</summary>
    public void Resize(int channels, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        _planes.Resize(channels, checked(height * width));
        (Height, Width) = (height, width);
    }

    /// <summary>Takes the shape and the values of another buffer.</summary>
    public void CopyFrom(ImageBuffer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _planes.CopyFrom(other._planes);
        (Height, Width) = (other.Height, other.Width);
    }

    /// <summary>Takes values in single precision, planar.</summary>
    /// <exception cref="ArgumentException">There are not channels × height × width values.</exception>
    public void CopyFrom(ReadOnlySpan<float> pixels, int channels, int height, int width)
    {
        Require(channels > 0 && pixels.Length == (long)channels * height * width, pixels.Length, channels, height, width);
        _planes.CopyFrom(pixels, channels);
        (Height, Width) = (height, width);
    }

    /// <summary>Writes the values, rounded to single precision, planar.</summary>
    /// <exception cref="ArgumentException">The destination is not of this image's size.</exception>
    public void CopyTo(Span<float> destination) => _planes.CopyTo(destination);

    /// <summary>Writes the values with the channels innermost, [Height, Width, Channels], as convolutions take them.</summary>
    /// <exception cref="ArgumentException">The destination is not of this image's size.</exception>
    public void CopyChannelsLast(Span<float> destination)
    {
        Require(destination.Length == Pixels.Length, destination.Length, Channels, Height, Width);
        for (var channel = 0; channel < Channels; channel++)
        {
            var plane = this[channel];
            for (int i = 0, to = channel; i < plane.Length; i++, to += Channels) destination[to] = (float)plane[i];
        }
    }

    private static void Require(bool fits, int values, int channels, int height, int width)
    {
        if (!fits) throw new ArgumentException($"{values} values do not fit an image of {channels} x {height} x {width}");
    }
}
