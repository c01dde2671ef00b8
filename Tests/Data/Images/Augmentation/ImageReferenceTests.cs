using EcgCmrNative.Data.Images;
using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Tests.Data.Signals;
using EcgCmrNative.Verification.Fixtures;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Images.Augmentation;

/// <summary>The golden values of single augmentations.</summary>
public sealed class ImageReferenceTests
{
    [Test]
    public void RotationTurnsARampAsPublished()
    {
        var ramp = ImageBuffer.Of([.. Enumerable.Range(0, 16).Select(i => (double)i)], 1, 4, 4);
        var turned = new ImageBuffer();
        Rotation.By(30).Apply(ramp, new GivenDraws(), turned);
        var expected = Reference.Golden("rotate30_4x4").EnumerateArray().SelectMany(row => row.EnumerateArray())
            .Select(value => value.GetDouble());
        Assert.That(turned.Pixels.ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void BilinearInterpolationHasHalfPixelCentres()
    {
        var image = ImageBuffer.Of([.. Enumerable.Range(0, 9).Select(i => Math.Pow(3 * (i / 3) + i % 3, 1.5))], 1, 3, 3);
        var resized = new ImageBuffer();
        new Resizing(5, 5).Apply(image, new GivenDraws(), resized);
        var expected = Reference.Golden("bilinear_3to5").GetProperty("out").EnumerateArray().SelectMany(row => row.EnumerateArray());
        Assert.That(resized.Pixels.ToArray(), Is.EqualTo(expected.Select(value => value.GetDouble())).Within(1e-8));
    }

    [TestCase("brightness1_3")]
    [TestCase("contrast0_6")]
    [TestCase("saturation1_4")]
    public void ColoursChangeAsPublished(string name)
    {
        var golden = Reference.Golden("color");
        var image = ImageBuffer.Of(
            [.. golden.GetProperty("x").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(x => x.GetDouble())], 3, 1, 2);
        var factor = name[^3..] switch { "1_3" => 1.3, "0_6" => 0.6, _ => 1.4 };
        Action<ImageBuffer, double> change = name[0] switch { 'b' => Colour.Brightness, 'c' => Colour.Contrast, _ => Colour.Saturation };
        change(image, factor);
        Assert.That(image.Pixels.ToArray(), Is.EqualTo(golden.Numbers(name)).Within(1e-12));
    }

    [Test]
    public void TheRegionOfInterestIsThePublishedOne()
    {
        var golden = Reference.Golden("image_crop_210");
        int Number(string name) => golden.GetProperty(name).GetInt32();
        Assert.That(new RegionCrop().Of(210, 210), Is.EqualTo(new ImageRegion(Number("top"), Number("left"), Number("h"), Number("w"))));
    }
}
