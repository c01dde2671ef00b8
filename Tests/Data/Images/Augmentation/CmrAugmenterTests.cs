using EcgCmrNative.Data.Images;
using EcgCmrNative.Data.Images.Augmentation;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Images.Augmentation;

public sealed class CmrAugmenterTests
{
    private const int Size = 64;
    private static readonly float[] Pixels = [.. Enumerable.Range(0, 3 * Size * Size).Select(i => (i * 37 % 1000) / 1000f)];

    [Test]
    public void EvaluationShowsTheRegionOfInterestInFull()
    {
        var expected = new ImageBuffer();
        var image = new ImageBuffer();
        image.CopyFrom(Pixels, 3, Size, Size);
        Bilinear.Resize(image, new RegionCrop().Of(Size, Size), 32, 32, expected);
        var planar = new float[3 * 32 * 32];
        expected.CopyTo(planar);
        var augmenter = new CmrAugmenter(CmrAugmentation.Evaluation(32, region: true), 1);
        Assert.That(Apply(augmenter, (0, 0, 0)), Is.EqualTo(planar));
        var interleaved = Apply(augmenter, (3, 5, 0), ImageLayout.ChannelsLast);
        for (var i = 0; i < 32 * 32; i++)
        {
            for (var channel = 0; channel < 3; channel++)
                Assert.That(interleaved[3 * i + channel], Is.EqualTo(planar[channel * 32 * 32 + i]));
        }
    }

    [Test]
    public void TheResultDependsOnSeedEpochSampleAndViewAlone()
    {
        var augmentation = CmrAugmentation.Contrastive(32);
        var keys = Enumerable.Range(0, 24).Select(i => (Epoch: i % 2, Sample: i / 2 % 6, View: i / 12)).ToArray();
        var inOrder = new CmrAugmenter(augmentation, 7);
        var expected = Array.ConvertAll(keys, key => Apply(inOrder, key));
        var parallel = new float[keys.Length][];
        Parallel.For(0, keys.Length, () => new CmrAugmenter(augmentation, 7), (i, _, augmenter) =>
        {
            var at = keys.Length - 1 - i;
            parallel[at] = Apply(augmenter, keys[at]);
            return augmenter;
        }, _ => { });
        Assert.That(parallel, Is.EqualTo(expected));
        Assert.That(expected.Select(image => image.Sum()).Distinct().Count(), Is.GreaterThan(20));
        Assert.That(Apply(new CmrAugmenter(augmentation, 8), keys[0]), Is.Not.EqualTo(expected[0]));
    }

    /// <summary>The draws are those of the whole image, so that colours change as they would with all channels.</summary>
    [TestCase(0)]
    [TestCase(1)]
    public void ChannelsAreChosenAfterAugmentation(double rate)
    {
        const int Plane = 32 * 32;
        var augmentation = CmrAugmentation.Contrastive(32, rate: rate);
        var whole = Apply(new CmrAugmenter(augmentation, 3), (1, 2, 0));
        var two = new float[2 * Plane];
        var choice = new CmrAugmenter(augmentation with { Channels = new ChannelChoice([0, 2], BlankOthers: false) }, 3);
        Assert.That(choice.ResultLength(3), Is.EqualTo(two.Length));
        choice.Apply(Pixels, 3, Size, Size, epoch: 1, sample: 2, two);
        Assert.That(two, Is.EqualTo(whole[..Plane].Concat(whole[(2 * Plane)..])));
        var blank = Apply(new CmrAugmenter(augmentation with { Channels = new ChannelChoice([1, 2], BlankOthers: true) }, 3), (1, 2, 0));
        Assert.That(blank, Is.EqualTo(new float[Plane].Concat(whole[Plane..])));
    }

    [Test]
    public void TheRateSaysHowOftenAnImageIsAugmented()
    {
        var plain = Apply(new CmrAugmenter(CmrAugmentation.Evaluation(32, region: false), 1), (0, 0, 0));
        var augmenter = new CmrAugmenter(CmrAugmentation.ContrastiveUnimodal(32, rate: 0.75), 1);
        var augmented = Enumerable.Range(0, 400).Count(sample => !Apply(augmenter, (0, sample, 0)).SequenceEqual(plain));
        Assert.That(augmented, Is.InRange(270, 330));
    }

    [Test]
    public void ThePublishedChainHasThePublishedParameters()
    {
        var chain = CmrAugmentation.ContrastiveUnimodal(210, 1);
        Assert.That(chain.Region, Is.Null);
        Assert.That(chain.Steps, Is.EqualTo(new ImageAugmentation[]
        {
            new HorizontalFlip { Probability = 0.5 },
            new Rotation { LargestDegrees = 45 },
            new ColourJitter { Brightness = 0.5, Contrast = 0.5, Saturation = 0.5 },
            new ResizedCrop(210, 210) { SmallestArea = 0.6, LargestArea = 1, SmallestAspect = 0.75, LargestAspect = 4.0 / 3 },
        }));
    }

    [Test]
    public void EveryStrengthStaysWithinZeroAndOne()
    {
        foreach (var strength in (ImageAugmentationStrength[])
            [ImageAugmentationStrength.Default, ImageAugmentationStrength.Paper, ImageAugmentationStrength.Light,
                ImageAugmentationStrength.Geometry])
        {
            var augmenter = new CmrAugmenter(CmrAugmentation.Contrastive(32, strength, rate: 1), 3);
            for (var sample = 0; sample < 20; sample++) Assert.That(Apply(augmenter, (0, sample, 0)), Is.All.InRange(0, 1));
        }
    }

    [Test]
    public void NothingIsAllocatedOnceTheBuffersHaveTheirSize()
    {
        var augmenter = new CmrAugmenter(CmrAugmentation.Contrastive(32, rate: 1), 1);
        var output = new float[3 * 32 * 32];
        for (var i = 0; i < 40; i++) augmenter.Apply(Pixels, 3, Size, Size, 0, i, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 40; i < 80; i++) augmenter.Apply(Pixels, 3, Size, Size, 0, i, output, ImageLayout.ChannelsLast);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static float[] Apply(CmrAugmenter augmenter, (int Epoch, int Sample, int View) key, ImageLayout layout = ImageLayout.Planar)
    {
        var output = new float[augmenter.ResultLength(3)];
        augmenter.Apply(Pixels, 3, Size, Size, key.Epoch, key.Sample, output, layout, key.View);
        return output;
    }
}
