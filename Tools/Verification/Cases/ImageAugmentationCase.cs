using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Images;
using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Verification.Fixtures;

namespace EcgCmrNative.Verification.Cases;

/// <summary>
/// <c>augmentations.image</c>: an image after each of some augmentations. An array's name holds the settings: <c>rotate.-33</c>,
/// <c>resize.32x40</c>, <c>resized_crop.t5.l7.h30.w33.to24</c>. Computed in float64 on the host, whatever the device.
/// </summary>
internal sealed class ImageAugmentationCase : IFixtureCase
{
    private const double Tolerance = 1e-9;

    // The reference computes places between pixels, and colours, in float32.
    private const double ArithmeticTolerance = 1e-6;

    /// <summary>What colours are changed of: the input over 255.</summary>
    private const string Unit = "unit";
    private const string Input = "input";

    public bool Covers(string name) => name.StartsWith("augmentations.image", StringComparison.Ordinal);

    public void Run(Fixture fixture, Device device, Comparison comparison)
    {
        foreach (var name in fixture.Names)
        {
            if (name is Input or Unit)
            {
                comparison.Skip(name);
                continue;
            }
            var output = new ImageBuffer();
            if (ColourOf(name) is { } change)
            {
                output.CopyFrom(Image(fixture, Unit));
                change(output);
            }
            else
            {
                Augmentation(name).Apply(Image(fixture, Input), new GivenDraws(), output);
            }
            comparison.Check(name, output.Pixels, ArrayName.Kind(name) is "hflip" or "rotate" ? Tolerance : ArithmeticTolerance);
        }
    }

    private static ImageBuffer Image(Fixture fixture, string name) =>
        fixture.Sizes(name) is [var channels, var height, var width]
            ? ImageBuffer.Of(fixture.Values(name), channels, height, width)
            : throw new DataFormatException(name, null, "expected an image [channels, height, width]");

    private static Action<ImageBuffer>? ColourOf(string name) => ArrayName.Kind(name) switch
    {
        "brightness" => image => Colour.Brightness(image, ArrayName.Number(name, "brightness.")),
        "contrast" => image => Colour.Contrast(image, ArrayName.Number(name, "contrast.")),
        "saturation" => image => Colour.Saturation(image, ArrayName.Number(name, "saturation.")),
        _ => null,
    };

    private static ImageAugmentation Augmentation(string name) => ArrayName.Kind(name) switch
    {
        "hflip" => new HorizontalFlip(),
        "rotate" => Rotation.By(ArrayName.Number(name, "rotate.")),
        "resize" => new Resizing(ArrayName.Integer(name, ""), (int)ArrayName.Number(name, "x")),
        "resized_crop" => new ResizedCrop(ArrayName.Integer(name, "to"), ArrayName.Integer(name, "to"))
        {
            Region = new ImageRegion(
                ArrayName.Integer(name, "t"), ArrayName.Integer(name, "l"), ArrayName.Integer(name, "h"), ArrayName.Integer(name, "w")),
        },
        _ => throw new DataFormatException(name, null, "unknown augmentation"),
    };
}
