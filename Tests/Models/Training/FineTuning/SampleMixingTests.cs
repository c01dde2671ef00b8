using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Models.Training.FineTuning;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training.FineTuning;

public sealed class SampleMixingTests
{
    private const int Leads = 12;
    private const int Samples = 40;
    private const int Size = Leads * Samples;

    [TestCase(6)]
    [TestCase(7)]
    [TestCase(1)]
    public void MixupSumsEachSampleWithItsMirrorImage(int count)
    {
        var batch = Batch(count);
        new SampleMixing(0.8, 0, Leads, Samples).Apply(batch, new RandomSource(3), first: 5);
        if (count == 1)
        {
            Assert.That((batch.Truth.IsMixed, batch.Inputs.ToArray()), Is.EqualTo((false, Batch(1).Inputs.ToArray())));
            return;
        }
        var share = batch.Truth.Shares[0];
        Assert.That(share, Is.InRange(1e-6, 1 - 1e-6));
        for (var i = 0; i < count; i++)
        {
            var partner = count - 1 - i;
            var own = partner == i ? 1 : share;
            Assert.That((batch.Truth.Partners[i], batch.Truth.Shares[i]), Is.EqualTo((partner, own)), $"sample {i}");
            for (var k = 0; k < Size; k++)
            {
                var expected = own * Original(i, k) + (1 - own) * Original(partner, k);
                Assert.That(batch.Input(i)[k], Is.EqualTo(expected).Within(1e-5), $"sample {i}, {k}");
            }
        }
    }

    [Test]
    public void CutMixExchangesARectangleAndItsShareIsWhatIsLeft()
    {
        var areas = new HashSet<int>();
        for (var seed = 0; seed < 200; seed++)
        {
            var batch = Batch(5);
            new SampleMixing(0, 1, Leads, Samples).Apply(batch, new RandomSource((ulong)seed), first: 0);
            var foreign = Foreign(batch, 0, 4);
            for (var i = 0; i < 5; i++)
            {
                Assert.That(Foreign(batch, i, 4 - i), i == 2 ? Is.Empty : Is.EqualTo(foreign), "the same place of every sample");
                Assert.That(batch.Truth.Shares[i], Is.EqualTo(i == 2 ? 1 : 1 - (double)foreign.Length / Size).Within(1e-12));
                Assert.That(batch.Truth.Partners[i], Is.EqualTo(4 - i));
            }
            areas.Add(foreign.Length);
            if (foreign.Length == 0) continue;
            var (top, bottom) = (foreign.Min(k => k / Samples), foreign.Max(k => k / Samples));
            var (left, right) = (foreign.Min(k => k % Samples), foreign.Max(k => k % Samples));
            Assert.That(foreign, Has.Length.EqualTo((bottom - top + 1) * (right - left + 1)), "a rectangle");
        }
        Assert.That(areas, Has.Count.GreaterThan(50));
    }

    [Test]
    public void WithBothEachBatchTakesOneOfThem()
    {
        var cut = Enumerable.Range(0, 400).Count(first =>
        {
            var batch = Batch(2);
            new SampleMixing(0.8, 1, Leads, Samples).Apply(batch, new RandomSource(1), first);
            return batch.Input(0).ToArray()
                .Select((value, k) => value == Original(0, k) || value == Original(1, k)).All(isWhole => isWhole);
        });
        // 400 throws of a coin: 5 standard deviations.
        Assert.That(cut, Is.InRange(150, 250));
    }

    [Test]
    public void TheSameDrawsMixInTheSameWayAndOthersDoNot()
    {
        double Share(ulong seed, int first)
        {
            var batch = Batch(4);
            new SampleMixing(0.8, 0, Leads, Samples).Apply(batch, new RandomSource(seed), first);
            return batch.Truth.Shares[0];
        }
        var (first, again) = (Share(1, 2), Share(1, 2));
        Assert.That(again, Is.EqualTo(first));
        Assert.That(new[] { first, Share(1, 3), Share(2, 2) }, Is.Unique);
    }

    [Test]
    public void WithoutEitherNothingIsMixed()
    {
        var batch = Batch(4);
        new SampleMixing(0, 0, Leads, Samples).Apply(batch, new RandomSource(1), first: 0);
        Assert.That((batch.Truth.IsMixed, batch.Inputs.ToArray()), Is.EqualTo((false, Batch(4).Inputs.ToArray())));
    }

    /// <summary>Mean 1/2, variance 1/(4(2α + 1)); the fourth moment bounds the error of the variance by that of a coin.</summary>
    [TestCase(0.001)]
    [TestCase(0.1)]
    [TestCase(0.8)]
    [TestCase(1)]
    [TestCase(4)]
    [TestCase(300)]
    [TestCase(1e6)]
    public void TheSharesHaveTheMomentsOfBeta(double alpha)
    {
        const int draws = 20_000;
        var shares = Shares(alpha, draws);
        var variance = 1 / (4 * (2 * alpha + 1));
        Assert.That(shares, Is.All.InRange(0.0, 1.0));
        Assert.That(shares.Average(), Is.EqualTo(0.5).Within(5 * Math.Sqrt(variance / draws)));
        // The kurtosis of Beta(α, α) is 3 − 6/(2α + 3), so Var((λ − 1/2)²) = variance²·(2 − 6/(2α + 3)).
        var deviation = variance * Math.Sqrt((2 - 6 / (2 * alpha + 3)) / draws);
        Assert.That(shares.Average(share => (share - 0.5) * (share - 0.5)), Is.EqualTo(variance).Within(5 * deviation));
    }

    [TestCase(1e-300)]
    [TestCase(1e-12)]
    public void AVerySmallAlphaLeavesEachSampleWholeOrExchangesIt(double alpha)
    {
        var shares = Shares(alpha, 400);
        Assert.That(shares, Is.All.Matches<double>(share => share is < 1e-6 or > 1 - 1e-6));
        Assert.That(shares.Count(share => share > 0.5), Is.InRange(150, 250));
    }

    [TestCase(1e12)]
    [TestCase(1e300)]
    public void AVeryLargeAlphaTakesHalfOfEach(double alpha) => Assert.That(Shares(alpha, 20), Is.All.EqualTo(0.5).Within(1e-5));

    private static double[] Shares(double alpha, int count)
    {
        var mixing = new SampleMixing(alpha, 0, 1, 1);
        var batch = new FineTuningBatch(2, 1, 1, kept: null);
        var random = new RandomSource(11);
        var shares = new double[count];
        for (var i = 0; i < count; i++)
        {
            batch.Truth.Begin(2);
            mixing.Apply(batch, random, i);
            shares[i] = batch.Truth.Shares[0];
        }
        return shares;
    }

    private static float Original(int sample, int k) => sample + k / 512f;

    private static int[] Foreign(FineTuningBatch batch, int sample, int partner)
    {
        var input = batch.Input(sample).ToArray();
        Assert.That(
            input.Select((value, k) => value == Original(sample, k) || value == Original(partner, k)), Is.All.True,
            "each value is the sample's or its partner's at the same place");
        return [.. Enumerable.Range(0, Size).Where(k => input[k] != Original(sample, k))];
    }

    private static FineTuningBatch Batch(int count)
    {
        var batch = new FineTuningBatch(8, Size, 1, kept: null);
        batch.Truth.Begin(count);
        for (var i = 0; i < count; i++)
        {
            batch.Truth.Values[i] = i;
            for (var k = 0; k < Size; k++) batch.Input(i)[k] = Original(i, k);
        }
        return batch;
    }
}
