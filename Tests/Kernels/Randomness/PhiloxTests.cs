using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Randomness;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Randomness;

[TestFixture]
internal sealed class PhiloxTests
{
    // Known answers of the authors' own library, Random123.
    [Test]
    public void KnownAnswersAreGiven()
    {
        Assert.That(
            new PhiloxBlock(0, 0, 0, 0).Encipher(0, 0),
            Is.EqualTo(new PhiloxBlock(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)));
        Assert.That(
            new PhiloxBlock(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue).Encipher(uint.MaxValue, uint.MaxValue),
            Is.EqualTo(new PhiloxBlock(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)));
        Assert.That(
            new PhiloxBlock(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344).Encipher(0xa4093822, 0x299f31d0),
            Is.EqualTo(new PhiloxBlock(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)));
    }

    [Test]
    public void WordsComeInTheOrderOfTheBlocks()
    {
        var random = new Philox(seed: 0);
        var words = Enumerable.Range(0, 4).Select(_ => random.NextWord()).ToArray();
        Assert.That(words, Is.EqualTo(new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 }));
        Assert.That(random.Position, Is.EqualTo(4));
        Assert.That(random.NextWord(), Is.EqualTo(PhiloxBlock.Of(new RandomStream(0, 0), 1).A));
    }

    [Test]
    public void APositionIsAllTheState()
    {
        var random = new Philox(seed: 5, stream: 6);
        for (var i = 0; i < 7; i++) random.NextWord();
        var resumed = new Philox(new RandomStream(5, 6), random.Position);
        Assert.That(resumed.NextNormal(), Is.EqualTo(random.NextNormal()));

        random.Position = 7;
        resumed.Position = 7;
        Assert.That(random.NextWord(), Is.EqualTo(resumed.NextWord()));
    }

    [Test]
    public void SeedsAndStreamsDiffer()
    {
        ulong[] numbers = [0, 1, 1UL << 32, ulong.MaxValue];
        var first = from seed in numbers from stream in numbers select PhiloxBlock.Of(new RandomStream(seed, stream), 0);
        Assert.That(first, Is.Unique);
    }

    [Test]
    public void NumbersBelowABoundAreEquallyLikely([Values(1, 2, 3, 10, 1000)] int bound)
    {
        const int draws = 200_000;
        var random = new Philox(seed: 1);
        var counts = new int[bound];
        for (var i = 0; i < draws; i++) counts[random.NextBelow(bound)]++;

        var expected = (double)draws / bound;
        var chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.That(chiSquare, Is.LessThan(bound - 1 + 5 * Math.Sqrt(2.0 * bound)));
    }

    [Test]
    public void ALargeBoundIsReachedFromBothEnds()
    {
        var random = new Philox(seed: 1);
        const int bound = int.MaxValue;
        var numbers = Enumerable.Range(0, 10_000).Select(_ => random.NextBelow(bound)).ToArray();
        Assert.That(numbers, Has.All.InRange(0, bound - 1));
        Assert.That(numbers.Min(), Is.LessThan(bound / 1000));
        Assert.That(numbers.Max(), Is.GreaterThan(bound - bound / 1000));
    }

    [Test]
    public void NoNumberIsBelowZero([Values(0, -1)] int bound) =>
        Assert.That(() => new Philox(0).NextBelow(bound), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void PermutationsHoldEachNumberOnceInEveryOrder()
    {
        var random = new Philox(seed: 1);
        var counts = new Dictionary<int, int>();
        Span<int> order = stackalloc int[4];
        for (var i = 0; i < 24_000; i++)
        {
            random.Permutation(order);
            var digits = 0;
            foreach (var item in order) digits = digits * 10 + item;
            counts[digits] = counts.GetValueOrDefault(digits) + 1;
        }
        Assert.That(counts, Has.Count.EqualTo(24));
        Assert.That(counts.Values, Has.All.InRange(850, 1150));
    }
}
