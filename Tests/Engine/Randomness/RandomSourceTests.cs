using EcgCmrNative.Engine.Randomness;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Randomness;

public sealed class RandomSourceTests
{
    [Test]
    public void AStreamDependsOnSeedBranchPurposeAndIndexAlone()
    {
        var random = new RandomSource(3);
        var first = random.Stream("mask", 5).NextWord();
        _ = random.Next("something else");
        Assert.Multiple(() =>
        {
            Assert.That(random.Stream("mask", 5).NextWord(), Is.EqualTo(first));
            Assert.That(random.Stream("mask", 6).NextWord(), Is.Not.EqualTo(first));
            Assert.That(random.Stream("order", 5).NextWord(), Is.Not.EqualTo(first));
            Assert.That(random.Branch("step", 1).Stream("mask", 5).NextWord(), Is.Not.EqualTo(first));
            Assert.That(new RandomSource(4).Stream("mask", 5).NextWord(), Is.Not.EqualTo(first));
        });
    }

    [Test]
    public void ASequenceOfUsesGivesAnotherStreamEachTimeAndTheSameAgain()
    {
        var (one, other) = (new RandomSource(3), new RandomSource(3));
        var first = Enumerable.Range(0, 20).Select(_ => one.Next("layer").NextWord()).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(first, Is.Unique);
            Assert.That(Enumerable.Range(0, 20).Select(_ => other.Next("layer").NextWord()), Is.EqualTo(first));
        });
    }

    [Test]
    public void OpeningAStreamAllocatesNothing()
    {
        var random = new RandomSource(3);
        _ = random.Stream("mask", 1).NextWord();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0UL; i < 1000; i++) _ = random.Stream("mask", i).NextWord();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }
}
