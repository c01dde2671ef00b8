using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Reconstruction;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Encoders.Ecg;

public sealed class PatchMaskTests
{
    [TestCase(0.8, 59)]
    [TestCase(0.75, 75)]
    [TestCase(0.9, 29)]
    public void KeepsAsManyOf300PatchesAsPublished(double ratio, int kept) =>
        Assert.That((MaskedAutoencoderConfiguration.OfPreset("tiny") with { MaskRatio = ratio }).KeptPatches, Is.EqualTo(kept));

    [Test]
    public void KeepsTheSmallestNoiseInOrder()
    {
        var mask = PatchMask.FromNoise([0.9, 0.1, 0.5, 0.3], batch: 1, kept: 2);
        Assert.Multiple(() =>
        {
            Assert.That(mask.Kept.ToArray(), Is.EqualTo(new[] { 1, 3 }));
            Assert.That(mask.Position.ToArray(), Is.EqualTo(new[] { -1, 0, -1, 1 }));
        });
    }

    [Test]
    public void ARecordingsMaskDoesNotDependOnItsBatch()
    {
        var random = new RandomSource(7);
        var together = new PatchMask(3, 300, 59);
        together.Draw(random, [4, 9, 2]);
        var alone = new PatchMask(1, 300, 59);
        alone.Draw(random, [9]);
        Assert.That(alone.Kept.ToArray(), Is.EqualTo(together.Kept.Slice(59, 59).ToArray()));
    }
}
