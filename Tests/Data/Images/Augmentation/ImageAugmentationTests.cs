using EcgCmrNative.Data.Images;
using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Verification.Fixtures;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Images.Augmentation;

public sealed class ImageAugmentationTests
{
    [Test]
    public void AFlipExchangesLeftAndRight() =>
        Assert.That(Apply(new HorizontalFlip(), Image(1, 2, 3), new GivenDraws()), Is.EqualTo(new double[] { 2, 1, 0, 5, 4, 3 }));

    [Test]
    public void AQuarterTurnMovesEveryPixel()
    {
        // u = 1 would be +90: the upper right corner comes to the upper left.
        var turned = Apply(new Rotation { LargestDegrees = 180 }, Image(1, 3, 3), new GivenDraws([0.75]));
        Assert.That(turned, Is.EqualTo(new double[] { 2, 5, 8, 1, 4, 7, 0, 3, 6 }));
    }

    [Test]
    public void NoTurnChangesNothing([Values(1, 2, 5)] int height, [Values(1, 4)] int width) =>
        Assert.That(Apply(Rotation.By(0), Image(3, height, width), new GivenDraws()), Is.EqualTo(Image(3, height, width).Pixels.ToArray()));

    [Test]
    public void JitterChangesColoursInTheDrawnOrder()
    {
        var image = ImageBuffer.Of([0.2, 0.8, 0.5, 0.4, 0.9, 0.1], 3, 1, 2);
        var expected = new ImageBuffer();
        expected.CopyFrom(image);
        Colour.Saturation(expected, 1.25);
        Colour.Brightness(expected, 0.5);
        Colour.Contrast(expected, 1);
        // 2 is saturation, then of brightness and contrast the one numbered 0.
        var draws = new GivenDraws(uniforms: [0, 0.5, 0.75], integers: [2, 0]);
        Assert.That(Apply(new ColourJitter(), image, draws), Is.EqualTo(expected.Pixels.ToArray()));
        Assert.That(draws.AllUsed);
    }

    [Test]
    public void ColoursOfTwoChannelsAreRefused() =>
        Assert.That(
            () => Apply(new ColourJitter(), Image(2, 3, 3), new GivenDraws(uniforms: [0, 0, 0], integers: [0, 1])),
            Throws.ArgumentException.With.Message.Contains("the image has 2 channels"));

    [Test]
    public void OneChannelHasNoSaturation()
    {
        var image = ImageBuffer.Of([0.25, 0.75], 1, 1, 2);
        Colour.Saturation(image, 1.4);
        Colour.Gray(image);
        Assert.That(image.Pixels.ToArray(), Is.EqualTo(new[] { 0.25, 0.75 }));
        Colour.Contrast(image, 0.5);
        Assert.That(image.Pixels.ToArray(), Is.EqualTo(new[] { 0.375, 0.625 }));
    }

    [Test]
    public void GrayIsTheSameInAllChannels()
    {
        var gray = Apply(new Grayscale(), ImageBuffer.Of([1, 0.5, 0.25], 3, 1, 1), new GivenDraws());
        Assert.That(gray, Is.All.EqualTo(0.2989 + 0.587 * 0.5 + 0.114 * 0.25).Within(1e-12));
    }

    [Test]
    public void TheDrawnPartIsCutAndStretched()
    {
        // 0.6 + 0.4·0.25 = 0.7 of 10 × 10 pixels, square: 8 × 8 of 3 × 3 places.
        var draws = new GivenDraws(uniforms: [0.25, 0.5], integers: [2, 1]);
        var expected = new ImageBuffer();
        Bilinear.Resize(Image(3, 10, 10), new ImageRegion(2, 1, 8, 8), 5, 5, expected);
        Assert.That(Apply(new ResizedCrop(5, 5), Image(3, 10, 10), draws), Is.EqualTo(expected.Pixels.ToArray()));
        Assert.That(draws.AllUsed);
    }

    [Test]
    public void WhereNoPartFitsTheMiddleIsTaken()
    {
        // All of the area at 4/3 is wider than the image, ten times.
        var draws = new GivenDraws(uniforms: [.. Enumerable.Repeat(new[] { 0.999999, 0.999999 }, 10).SelectMany(pair => pair)]);
        var wide = Apply(new ResizedCrop(3, 4), Image(1, 3, 8), draws);
        var expected = new ImageBuffer();
        Bilinear.Resize(Image(1, 3, 8), new ImageRegion(0, 2, 3, 4), 3, 4, expected);
        Assert.That(wide, Is.EqualTo(expected.Pixels.ToArray()));
        Assert.That(draws.AllUsed);
    }

    [Test]
    public void ABlurKeepsAConstantAndSpreadsAPoint()
    {
        var blur = new GaussianBlur(5) { SmallestSigma = 1, LargestSigma = 1 };
        Assert.That(
            Apply(blur, ImageBuffer.Of([.. Enumerable.Repeat(0.3, 42)], 1, 6, 7), new GivenDraws([0])),
            Is.All.EqualTo(0.3).Within(1e-15));
        var point = new double[81];
        point[40] = 1;
        var spread = Apply(blur, ImageBuffer.Of(point, 1, 9, 9), new GivenDraws([0]));
        Assert.That(spread.Sum(), Is.EqualTo(1).Within(1e-12));
        Assert.That(spread[41] / spread[40], Is.EqualTo(Math.Exp(-0.5)).Within(1e-12));
        Assert.That(spread[50] / spread[40], Is.EqualTo(Math.Exp(-1)).Within(1e-12));
    }

    [Test]
    public void TheCentreIsCutOrPaddedOnEachSide()
    {
        Assert.That(
            Apply(new CentreCrop(2, 5), Image(1, 4, 3), new GivenDraws()),
            Is.EqualTo(new double[] { 0, 3, 4, 5, 0, 0, 6, 7, 8, 0 }));
        Assert.That(Apply(new CentreCrop(1, 1), Image(2, 2, 2), new GivenDraws()), Is.EqualTo(new double[] { 0, 4 }));
    }

    [Test]
    public void TheRegionIsCutOut()
    {
        var cut = Apply(new RegionCrop(0.25, 0.5, 0.5), Image(2, 4, 4), new GivenDraws());
        Assert.That(cut, Is.EqualTo(new double[] { 6, 7, 10, 11, 22, 23, 26, 27 }));
        Assert.That(
            () => Apply(new RegionCrop(), Image(1, 2, 2), new GivenDraws()),
            Throws.ArgumentException.With.Message.Contains("2 x 2"));
    }

    [Test]
    public void InputAndOutputMustBeTwo()
    {
        var image = Image(1, 4, 4);
        Assert.That(
            () => Bilinear.Resize(image, new ImageRegion(0, 0, 2, 2), 3, 3, image),
            Throws.ArgumentException.With.Message.Contains("different buffers"));
        Assert.That(
            () => new ImageRegion(0, 0, 2, 2).Cut(image, image), Throws.ArgumentException.With.Message.Contains("different buffers"));
    }

    private static double[] Apply(ImageAugmentation augmentation, ImageBuffer image, GivenDraws draws)
    {
        var output = new ImageBuffer();
        augmentation.Apply(image, draws, output);
        return output.Pixels.ToArray();
    }

    /// <summary>0, 1, 2 …</summary>
    private static ImageBuffer Image(int channels, int height, int width) =>
        ImageBuffer.Of([.. Enumerable.Range(0, channels * height * width).Select(i => (double)i)], channels, height, width);
}
