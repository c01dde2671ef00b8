using System.Buffers;
using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Images.Augmentation;

/// <summary>
/// Turns the image about its centre, counter-clockwise for a positive angle, same size, nearest pixel, zeros where nothing was. Draws: one
/// uniform u for the angle (2u − 1)·<see cref="LargestDegrees"/>, unless <see cref="Degrees"/> is given.
/// </summary>
public sealed record Rotation : ImageAugmentation
{
    private const int Outside = -1;

    /// <summary>The largest angle to either side.</summary>
    public double LargestDegrees { get; init; } = 45;

    /// <summary>The angle; null draws it.</summary>
    public double? Degrees { get; init; }

    /// <summary>Turns by a given angle.</summary>
    public static Rotation By(double degrees) => new() { Degrees = degrees };

    /// <inheritdoc/>
    protected override void Transform(ImageBuffer input, IDraws draws, ImageBuffer output)
    {
        var (sin, cos) = Math.SinCos((Degrees ?? (2 * draws.Uniform() - 1) * LargestDegrees) * Math.PI / 180);
        var (height, width) = (input.Height, input.Width);
        output.Resize(input.Channels, height, width);
        var (middleX, middleY) = ((width - 1) / 2.0, (height - 1) / 2.0);
        var rented = ArrayPool<int>.Shared.Rent(width);
        var sources = rented.AsSpan(0, width);
        for (var y = 0; y < height; y++)
        {
            var (fromX, fromY) = (-sin * (y - middleY), cos * (y - middleY));
            for (var x = 0; x < sources.Length; x++)
            {
                // Halves go to the even pixel, as in the published pipeline.
                var column = (int)Math.Round(cos * (x - middleX) + fromX + middleX);
                var row = (int)Math.Round(sin * (x - middleX) + fromY + middleY);
                sources[x] = (uint)column < (uint)width && (uint)row < (uint)height ? row * width + column : Outside;
            }
            for (var channel = 0; channel < input.Channels; channel++)
            {
                var from = input[channel];
                var to = output[channel].Slice(y * width, width);
                for (var x = 0; x < to.Length; x++) to[x] = sources[x] == Outside ? 0 : from[sources[x]];
            }
        }
        ArrayPool<int>.Shared.Return(rented);
    }
}
