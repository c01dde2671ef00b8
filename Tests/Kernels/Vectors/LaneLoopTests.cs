using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Vectors;

internal sealed unsafe class LaneLoopTests
{
    [Test]
    public void EveryElementIsDoneOnce([Range(0, 70)] int length)
    {
        var counts = new float[length + 32];
        fixed (float* at = counts) LaneLoop.Run(0, length, new Count(at));
        Assert.That(counts, Is.EqualTo(Enumerable.Repeat(1f, length).Concat(new float[32])));
    }

    [Test]
    public void SumsDoNotDependOnTheThreads([Values(0, 1, 17, 1023, 1025, 16384, 16385, 200_003)] int length)
    {
        var random = new Random(length);
        var numbers = Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.3f).ToArray();
        fixed (float* at = numbers)
        {
            using WorkerPool one = new(1), three = new(3);
            var sum = LaneSum.Of(one, length, new Element(at));
            Assert.That(LaneSum.Of(three, length, new Element(at)), Is.EqualTo(sum));
            Assert.That(sum, Is.EqualTo(numbers.Sum(x => (double)x)).Within(1e-6 * Math.Max(1, length)));
        }
    }

    private readonly struct Count(float* counts) : ILaneBody
    {
        public void Run<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> => (TLanes.Load(counts + i) + 1f).Store(counts + i);
    }

    private readonly struct Element(float* x) : ITerm
    {
        public TLanes At<TLanes>(long i)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Load(x + i);
    }
}
