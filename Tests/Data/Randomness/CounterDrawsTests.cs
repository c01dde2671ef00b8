using EcgCmrNative.Data.Randomness;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Randomness;

public class CounterDrawsTests
{
    // The known-answer vectors of the authors' Random123 for philox4x32-10: counter, key, result.
    [TestCase(0, 0, 0, 0UL, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    public void Is_philox(int sample, int epoch, int operation, ulong key, uint a, uint b, uint c, uint d)
    {
        var draws = new CounterDraws(key);
        draws.Restart(epoch, sample, operation);
        Assert.That(draws.Uniform(), Is.EqualTo((((ulong)a << 32 | b) >> 11) / 9007199254740992.0));
        Assert.That(draws.Uniform(), Is.EqualTo((((ulong)c << 32 | d) >> 11) / 9007199254740992.0));
    }

    [Test]
    public void Streams_do_not_depend_on_what_was_drawn_before()
    {
        var fresh = new CounterDraws(9);
        fresh.Restart(2, 5, 1);
        var used = new CounterDraws(9);
        used.Normals(new double[77]);
        used.Restart(2, 5, 1);
        Assert.That(Draw(used), Is.EqualTo(Draw(fresh)));
    }

    [Test]
    public void Seed_epoch_sample_and_operation_all_matter()
    {
        var seen = new HashSet<double>();
        foreach (var seed in (ulong[])[0, 1, 1UL << 32])
        {
            var draws = new CounterDraws(seed);
            for (var i = 0; i < 27; i++)
            {
                draws.Restart(i % 3, i / 3 % 3, i / 9);
                Assert.That(seen.Add(draws.Uniform()), Is.True);
            }
        }
    }

    [Test]
    public void Normals_are_normal()
    {
        var values = new double[200_000];
        new CounterDraws(1).Normals(values);
        Assert.That(values.Average(), Is.Zero.Within(0.01));
        Assert.That(values.Average(x => x * x), Is.EqualTo(1).Within(0.015));
        Assert.That(values.Average(x => x * x * x), Is.Zero.Within(0.04));
        Assert.That(values.Average(x => x * x * x * x), Is.EqualTo(3).Within(0.1));
        Assert.That(values.Count(x => Math.Abs(x) < 1.959964) / 200_000.0, Is.EqualTo(0.95).Within(0.003));
    }

    [Test]
    public void Integers_are_uniform()
    {
        var draws = new CounterDraws(4);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[draws.Integer(7)]++;
        Assert.That(counts, Is.All.InRange(9_600, 10_400));
        Assert.That(() => draws.Integer(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static double[] Draw(CounterDraws draws)
    {
        var values = new double[12];
        draws.Uniforms(values.AsSpan(0, 5));
        draws.Normals(values.AsSpan(5));
        return values;
    }
}
