using EcgCmrNative.Models.Training;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training;

public sealed class DataOrderTests
{
    [TestCase(10, 4, 1, 3, 0)]
    [TestCase(9, 4, 1, 3, 0)]
    [TestCase(9, 4, 2, 2, 1)]
    [TestCase(10, 4, 2, 3, 0)]
    [TestCase(3, 8, 2, 1, 0)]
    public void EveryEpochHasEachSampleOnceButThoseOfATooSmallLastBatch(int samples, int size, int minimum, int steps, int dropped)
    {
        var order = new DataOrder(samples, size, minimum, seed: 1);
        Assert.That((order.Steps, order.Dropped, order.Samples), Is.EqualTo((steps, dropped, samples - dropped)));
        for (var epoch = 0; epoch < 3; epoch++)
        {
            var seen = new List<int>();
            for (var step = 0; step < order.Steps; step++) seen.AddRange(order.Batch(epoch, step));
            Assert.That(seen, Is.Unique.And.Count.EqualTo(samples - dropped).And.All.InRange(0, samples - 1));
        }
    }

    [Test]
    public void ABatchDoesNotDependOnWhatWasAskedBefore()
    {
        var (one, other) = (new DataOrder(20, 6, 1, seed: 1), new DataOrder(20, 6, 1, seed: 1));
        one.Batch(0, 0);
        one.Batch(7, 1);
        Assert.That(one.Batch(3, 2).ToArray(), Is.EqualTo(other.Batch(3, 2).ToArray()));
        Assert.That(one.Batch(4, 2).ToArray(), Is.Not.EqualTo(other.Batch(3, 2).ToArray()));
    }

    [TestCase(0, 4, 1, "empty")]
    [TestCase(5, 1, 2, "at least 2")]
    [TestCase(1, 4, 2, "at least 2")]
    public void DataForNoBatchAreRefused(int samples, int size, int minimum, string reason) =>
        Assert.That(() => new DataOrder(samples, size, minimum, seed: 1), Throws.ArgumentException.With.Message.Contains(reason));
}
