using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Images.Augmentation;

/// <summary>
/// Changes brightness, contrast and saturation of an image in 0 … 1, in random order, each by a factor from U(1 − s, 1 + s). Needs one
/// channel or three. Draws: an integer below 3 for what comes first, one below 2 for which of the others is next, then three uniforms for
/// the factors of brightness, contrast and saturation.
/// </summary>
public sealed record ColourJitter : ImageAugmentation
{
    /// <summary>s of the brightness.</summary>
    public double Brightness { get; init; } = 0.5;

    /// <summary>s of the contrast.</summary>
    public double Contrast { get; init; } = 0.5;

    /// <summary>s of the saturation.</summary>
    public double Saturation { get; init; } = 0.5;

    /// <summary>All three with one strength.</summary>
    public static ColourJitter Of(double strength) => new() { Brightness = strength, Contrast = strength, Saturation = strength };

    /// <inheritdoc/>
    protected override void Transform(ImageBuffer input, IDraws draws, ImageBuffer output)
    {
        var first = draws.Integer(3);
        var second = (first + 1 + draws.Integer(2)) % 3;
        var (brightness, contrast, saturation) = (Factor(Brightness, draws), Factor(Contrast, draws), Factor(Saturation, draws));
        output.CopyFrom(input);
        Change(first);
        Change(second);
        Change(3 - first - second);

        void Change(int what)
        {
            if (what == 0) Colour.Brightness(output, brightness);
            else if (what == 1) Colour.Contrast(output, contrast);
            else Colour.Saturation(output, saturation);
        }
    }

    private static double Factor(double strength, IDraws draws) => Math.Max(0, 1 - strength + 2 * strength * draws.Uniform());
}

/// <summary>Every channel becomes the image's gray. Takes no draws.</summary>
public sealed record Grayscale : ImageAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(ImageBuffer input, IDraws draws, ImageBuffer output)
    {
        output.CopyFrom(input);
        Colour.Gray(output);
    }
}
