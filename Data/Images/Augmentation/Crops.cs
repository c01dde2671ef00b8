using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Images.Augmentation;

/// <summary>Brings an image to a size (<see cref="Bilinear"/>). Takes no draws.</summary>
/// <param name="Height">Height of the result.</param>
/// <param name="Width">Width of the result.</param>
public sealed record Resizing(int Height, int Width) : ImageAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(ImageBuffer input, IDraws draws, ImageBuffer output) =>
        Bilinear.Resize(input, ImageRegion.All(input), Height, Width, output);
}

/// <summary>
/// Cuts a part that is given in shares of the image; rows, columns and sizes are rounded down. Takes no draws. By default the published
/// region of interest: of 210 × 210 pixels the 78 × 78 from row 44 and column 68 on.
/// </summary>
/// <param name="Top">First row, in heights of the image.</param>
/// <param name="Left">First column, in widths of the image.</param>
/// <param name="Size">Height and width, in heights and widths of the image.</param>
public sealed record RegionCrop(double Top = 0.21, double Left = 0.325, double Size = 0.375) : ImageAugmentation
{
    /// <summary>The part of an image of some size.</summary>
    public ImageRegion Of(int height, int width) =>
        new((int)(Top * height), (int)(Left * width), (int)(Size * height), (int)(Size * width));

    /// <inheritdoc/>
    protected override void Transform(ImageBuffer input, IDraws draws, ImageBuffer output) =>
        Of(input.Height, input.Width).Cut(input, output);
}

/// <summary>
/// Keeps the middle of an image, and puts zeros around a smaller one; of an odd rest the smaller half is above and to the left. Takes no
/// draws.
/// </summary>
/// <param name="Height">Height of the result.</param>
/// <param name="Width">Width of the result.</param>
public sealed record CentreCrop(int Height, int Width) : ImageAugmentation
{
    /// <summary>Crops or pads <paramref name="input"/> into <paramref name="output"/>.</summary>
    public void Cut(ImageBuffer input, ImageBuffer output)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        output.Resize(input.Channels, Height, Width);
        output.Pixels.Clear();
        var (fromTop, fromLeft, height, width) = ImageRegion.Centre(input.Height, input.Width, Height, Width);
        var (toTop, toLeft) = ((Height - height) / 2, (Width - width) / 2);
        for (var channel = 0; channel < input.Channels; channel++)
        {
            for (var y = 0; y < height; y++)
            {
                input[channel].Slice((fromTop + y) * input.Width + fromLeft, width)
                    .CopyTo(output[channel].Slice((toTop + y) * Width + toLeft, width));
            }
        }
    }

    /// <inheritdoc/>
    protected override void Transform(ImageBuffer input, IDraws draws, ImageBuffer output) => Cut(input, output);
}
