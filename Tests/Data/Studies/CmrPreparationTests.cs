using System.Text.Json;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Studies;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Studies;

public sealed class CmrPreparationTests
{
    [Test]
    public void TheChannelsAreEndDiastoleHalfwayAndEndSystoleOfTheMiddleSlice()
    {
        var image = new CmrPreparation { Size = 4 }.Prepare(ExampleStudies.Make());
        // From phase 8 over the end of the beat to phase 3 are five steps, two of them is phase 0.
        Assert.That(image.Frames, Is.EqualTo(new CmrFrames(1, 8, 0, 3)));
        Assert.That((image.Height, image.Width, image.Pixels.Length), Is.EqualTo((4, 4, 48)));
        // Rows 2 to 5 and columns 1 to 4 remain, and all channels share one scale.
        var (low, high) = (ExampleStudies.Pixel(1, 0, 2, 1), ExampleStudies.Pixel(1, 8, 5, 4));
        foreach (var (channel, phase) in ((int, int)[])[(0, 8), (1, 0), (2, 3)])
        {
            for (var i = 0; i < 16; i++)
            {
                var expected = (ExampleStudies.Pixel(1, phase, 2 + i / 4, 1 + i % 4) - low) / (high - low);
                Assert.That(image.Pixels[16 * channel + i], Is.EqualTo(expected).Within(1e-6));
            }
        }
        Assert.That((image.Pixels.Min(), image.Pixels.Max(), image.RowSpacingMm), Is.EqualTo((0f, 1f, 1.5)));
    }

    [Test]
    public void ASmallerFrameIsPaddedWithZeros()
    {
        var image = new CmrPreparation { Size = 10 }.Prepare(ExampleStudies.Make());
        for (var x = 0; x < 10; x++)
            Assert.That((image.Pixels[x], image.Pixels[10 * x], image.Pixels[10 * x + 1]), Is.EqualTo((0f, 0f, 0f)));
        Assert.That(image.Pixels[12], Is.GreaterThan(0.5));
    }

    [Test]
    public void PixelsAreResampledWhenASizeIsGiven()
    {
        var image = new CmrPreparation { Size = 4, MillimetresPerPixel = 3 }.Prepare(ExampleStudies.Make());
        // 8 × 6 pixels of 1.5 mm are 4 × 3 of 3 mm, beside which one column of zeros is padded.
        Assert.That((image.RowSpacingMm, image.ColumnSpacingMm), Is.EqualTo((3.0, 3.0)));
        Assert.That(Enumerable.Range(0, 12).Select(row => image.Pixels[4 * row + 3]), Is.All.Zero);
        Assert.That(Enumerable.Range(0, 12).Select(row => image.Pixels[4 * row]), Is.All.GreaterThan(0));
    }

    [TestCase(0.0)]
    [TestCase(-1.0)]
    [TestCase(1e-9)]
    [TestCase(1e9)]
    [TestCase(double.NaN)]
    public void SizesOfPixelsThatCannotBeAreRefused(double millimetres) =>
        Assert.That(() => new CmrPreparation { MillimetresPerPixel = millimetres }.Prepare(ExampleStudies.Make()),
            Throws.InstanceOf<DataFormatException>().With.Message.StartsWith("study: "));

    [Test]
    public void PhasesThatAreMissingAreRefusedOrRepeated()
    {
        var one = ExampleStudies.Make(phases: 1, diastole: 0, systole: null);
        Assert.That(
            () => new CmrPreparation().Prepare(one),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("has only one phase"));
        var repeated = new CmrPreparation { Size = 4, MissingPhases = MissingPhases.Repeat }.Prepare(one);
        Assert.That(repeated.Frames, Is.EqualTo(new CmrFrames(1, 0, 0, 0)));
        Assert.That(repeated.Pixels.Chunk(16).Select(channel => channel.Sum()).Distinct().Count(), Is.EqualTo(1));

        // Only the two ends of the contraction are there.
        var two = ExampleStudies.Make(has: (_, phase) => phase is 8 or 3);
        Assert.That(() => new CmrPreparation().Prepare(two), Throws.InstanceOf<DataFormatException>().With.Message.Contains("between"));
        Assert.That(new CmrPreparation { MissingPhases = MissingPhases.Repeat }.Prepare(two).Frames, Is.EqualTo(new CmrFrames(1, 8, 8, 3)));

        // The phase in the middle is not there, one beside it is.
        var sparse = ExampleStudies.Make(has: (_, phase) => phase is 8 or 2 or 3);
        Assert.That(new CmrPreparation().Prepare(sparse).Frames, Is.EqualTo(new CmrFrames(1, 8, 2, 3)));
    }

    [Test]
    public void AnImageOfOneValueIsRefused()
    {
        var flat = new CmrStudy(2, 2, new float[]?[,] { { [1, 1, 1, 1], [1, 1, 1, 1], [1, 1, float.NaN, 1] } })
        {
            Subject = "p",
            SourcePath = "flat",
            EndDiastole = 0,
            EndSystole = 2,
            MidSlice = 0,
        };
        Assert.That(new CmrPreparation { Size = 2 }.Prepare(flat).Pixels.Min(), Is.Zero, "a pixel that is no number counts as 0");
        var flatter = new CmrStudy(2, 2, new float[]?[,] { { [1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1] } })
        {
            Subject = "p",
            SourcePath = "flat",
            EndDiastole = 0,
            EndSystole = 2,
            MidSlice = 0,
        };
        Assert.That(
            () => new CmrPreparation { Size = 2 }.Prepare(flatter),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("no contrast"));
        Assert.That(
            () => new CmrPreparation { Size = 4 }.Prepare(flatter),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("no contrast"), "what is padded is no contrast");
    }

    [Test]
    public void TheRecipeComesBackAndNothingUnknownIsRead()
    {
        var recipe = new CmrPreparation { Size = 128, MillimetresPerPixel = 1.8, MissingPhases = MissingPhases.Repeat };
        Assert.That(CmrPreparation.Parse(recipe.ToJson()), Is.EqualTo(recipe));
        Assert.That(() => CmrPreparation.Parse("{\"Sharpen\":1}"), Throws.InstanceOf<JsonException>());
    }
}
