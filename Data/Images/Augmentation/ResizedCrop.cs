using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Images.Augmentation;

/// <summary>
/// Cuts a part of random size, shape and place and brings it to a size (<see cref="Bilinear"/>). Draws, up to ten times until the part
/// fits: a uniform for its share of the area, one for the logarithm of width over height; then an integer for its first row and one for its
/// first column. Where none fits, the largest part in the middle whose shape is within the bounds. Takes no draws where
/// <see cref="Region"/> is given.
/// </summary>
/// <param name="Height">Height of the result.</param>
/// <param name="Width">Width of the result.</param>
public sealed record ResizedCrop(int Height, int Width) : ImageAugmentation
{
    private const int Tries = 10;

    /// <summary>Smallest share of the area.</summary>
    public double SmallestArea { get; init; } = 0.6;

    /// <summary>Largest share of the area.</summary>
    public double LargestArea { get; init; } = 1;

    /// <summary>Smallest width over height.</summary>
    public double SmallestAspect { get; init; } = 3.0 / 4;

    /// <summary>Largest width over height.</summary>
    public double LargestAspect { get; init; } = 4.0 / 3;

    /// <summary>The part; null draws it.</summary>
    public ImageRegion? Region { get; init; }

    /// <inheritdoc/>
    protected override void Transform(ImageBuffer input, IDraws draws, ImageBuffer output) =>
        Bilinear.Resize(input, Region ?? Draw(input, draws), Height, Width, output);

    private ImageRegion Draw(ImageBuffer input, IDraws draws)
    {
        var (lowest, highest) = (Math.Log(SmallestAspect), Math.Log(LargestAspect));
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var area = (double)input.Height * input.Width * (SmallestArea + (LargestArea - SmallestArea) * draws.Uniform());
            var aspect = Math.Exp(lowest + (highest - lowest) * draws.Uniform());
            var (width, height) = ((int)Math.Round(Math.Sqrt(area * aspect)), (int)Math.Round(Math.Sqrt(area / aspect)));
            if (width > 0 && width <= input.Width && height > 0 && height <= input.Height)
                return new ImageRegion(draws.Integer(input.Height - height + 1), draws.Integer(input.Width - width + 1), height, width);
        }
        return Middle(input);
    }

    private ImageRegion Middle(ImageBuffer input)
    {
        var aspect = (double)input.Width / input.Height;
        var (height, width) = aspect < SmallestAspect ? ((int)Math.Round(input.Width / SmallestAspect), input.Width)
            : aspect > LargestAspect ? (input.Height, (int)Math.Round(input.Height * LargestAspect))
            : (input.Height, input.Width);
        return new ImageRegion((input.Height - height) / 2, (input.Width - width) / 2, height, width);
    }
}
