using System.Numerics;

namespace EcgCmrNative.Data.Images.Augmentation;

/// <summary>
/// Brightness, contrast and saturation of an image in 0 … 1, in place: blend(x, b, f) = clip(f·x + (1 − f)·b, 0, 1), where b is black, the
/// image's mean gray, or every pixel's own gray. Gray is 0.2989 R + 0.587 G + 0.114 B; an image of one channel is gray already.
/// </summary>
public static class Colour
{
    private const double Red = 0.2989;
    private const double Green = 0.587;
    private const double Blue = 0.114;

    /// <summary>Blends with black.</summary>
    public static void Brightness(ImageBuffer image, double factor)
    {
        ArgumentNullException.ThrowIfNull(image);
        Blend(image.Pixels, factor, 0);
    }

    /// <summary>Blends with the mean gray.</summary>
    /// <exception cref="ArgumentException">The image has neither one channel nor three.</exception>
    public static void Contrast(ImageBuffer image, double factor)
    {
        RequireGrayOrColour(image);
        var mean = image.Channels == 1
            ? Mean(image[0])
            : Red * Mean(image[0]) + Green * Mean(image[1]) + Blue * Mean(image[2]);
        Blend(image.Pixels, factor, (1 - factor) * mean);
    }

    /// <summary>Blends every pixel with its own gray; an image of one channel stays as it is.</summary>
    /// <exception cref="ArgumentException">The image has neither one channel nor three.</exception>
    public static void Saturation(ImageBuffer image, double factor)
    {
        RequireGrayOrColour(image);
        if (image.Channels == 1) return;
        Span<double> red = image[0], green = image[1], blue = image[2];
        var i = 0;
        for (; i <= red.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var (r, g, b) = (new Vector<double>(red[i..]), new Vector<double>(green[i..]), new Vector<double>(blue[i..]));
            var gray = (1 - factor) * (Red * r + Green * g + Blue * b);
            Clip(factor * r + gray).CopyTo(red[i..]);
            Clip(factor * g + gray).CopyTo(green[i..]);
            Clip(factor * b + gray).CopyTo(blue[i..]);
        }
        for (; i < red.Length; i++)
        {
            var gray = (1 - factor) * (Red * red[i] + Green * green[i] + Blue * blue[i]);
            red[i] = Math.Clamp(factor * red[i] + gray, 0, 1);
            green[i] = Math.Clamp(factor * green[i] + gray, 0, 1);
            blue[i] = Math.Clamp(factor * blue[i] + gray, 0, 1);
        }
    }

    /// <summary>Every channel becomes the gray; an image of one channel stays as it is.</summary>
    /// <exception cref="ArgumentException">The image has neither one channel nor three.</exception>
    public static void Gray(ImageBuffer image)
    {
        RequireGrayOrColour(image);
        if (image.Channels == 1) return;
        Span<double> red = image[0], green = image[1], blue = image[2];
        for (var i = 0; i < red.Length; i++) red[i] = Red * red[i] + Green * green[i] + Blue * blue[i];
        red.CopyTo(green);
        red.CopyTo(blue);
    }

    private static void RequireGrayOrColour(ImageBuffer image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Channels is not (1 or 3))
            throw new ArgumentException($"the image has {image.Channels} channels; colour augmentations need 1 or 3", nameof(image));
    }

    private static void Blend(Span<double> pixels, double factor, double offset)
    {
        var i = 0;
        for (; i <= pixels.Length - Vector<double>.Count; i += Vector<double>.Count)
            Clip(factor * new Vector<double>(pixels[i..]) + new Vector<double>(offset)).CopyTo(pixels[i..]);
        for (; i < pixels.Length; i++) pixels[i] = Math.Clamp(factor * pixels[i] + offset, 0, 1);
    }

    private static Vector<double> Clip(Vector<double> values) => Vector.Min(Vector.Max(values, Vector<double>.Zero), Vector<double>.One);

    private static double Mean(ReadOnlySpan<double> values)
    {
        // Four sums in a fixed order for every vector width: the result is the same on every machine.
        var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0);
        var i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < values.Length; i++) a += values[i];
        return (a + b + (c + d)) / Math.Max(values.Length, 1);
    }
}
