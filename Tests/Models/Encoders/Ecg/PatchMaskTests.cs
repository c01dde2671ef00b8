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

    [Test]
    public void BlocksKeepWholeLeadsAndTheSameTimesOfAllInTheirOrder()
    {
        const int rows = 12, columns = 5, keptRows = 7, keptColumns = 3;
        var mask = new PatchMask(40, rows * columns, keptRows * keptColumns);
        mask.DrawBlocks(new RandomSource(7), [.. Enumerable.Range(0, 40)], columns, keptColumns);
        var (leads, times) = (new HashSet<string>(), new HashSet<string>());
        for (var b = 0; b < 40; b++)
        {
            var kept = mask.Kept.Slice(b * mask.KeptPatches, mask.KeptPatches).ToArray();
            Assert.That(kept, Is.Ordered.And.Unique);
            int[] ofRows = [.. kept.Select(patch => patch / columns).Distinct()];
            int[] ofColumns = [.. kept.Select(patch => patch % columns).Distinct().Order()];
            Assert.That((ofRows.Length, ofColumns.Length), Is.EqualTo((keptRows, keptColumns)));
            Assert.That(kept, Is.EqualTo(ofRows.SelectMany(row => ofColumns.Select(column => row * columns + column))));
            var position = mask.Position.Slice(b * mask.Patches, mask.Patches).ToArray();
            Assert.That(position, Is.EqualTo(Enumerable.Range(0, mask.Patches).Select(patch => Array.IndexOf(kept, patch))));
            leads.Add(string.Join(' ', ofRows));
            times.Add(string.Join(' ', ofColumns));
        }
        Assert.That(leads, Has.Count.GreaterThan(30));
        Assert.That(times, Has.Count.GreaterThan(5));
    }

    [Test]
    public void BlocksDependOnTheRecordingAlone()
    {
        var together = new PatchMask(3, 60, 12);
        together.DrawBlocks(new RandomSource(7), [4, 9, 2], columns: 5, keptColumns: 3);
        var alone = new PatchMask(1, 60, 12);
        alone.DrawBlocks(new RandomSource(7), [9], columns: 5, keptColumns: 3);
        Assert.That(alone.Kept.ToArray(), Is.EqualTo(together.Kept.Slice(12, 12).ToArray()));
        alone.DrawBlocks(new RandomSource(8), [9], columns: 5, keptColumns: 3);
        Assert.That(alone.Kept.ToArray(), Is.Not.EqualTo(together.Kept.Slice(12, 12).ToArray()));
    }

    [TestCase(7, 3)]
    [TestCase(0, 3)]
    [TestCase(5, 6)]
    [TestCase(5, 0)]
    [TestCase(5, 5)]
    [TestCase(20, 1)]
    public void BlocksThatDoNotFitTheGridAreRefused(int columns, int keptColumns) => Assert.That(
        () => new PatchMask(1, 60, 12).DrawBlocks(new RandomSource(7), [0], columns, keptColumns),
        Throws.ArgumentException.With.Message.Contains($"cannot keep 12 of 60 patches as {keptColumns} of {columns} columns"));
}
