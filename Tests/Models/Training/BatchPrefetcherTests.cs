using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Models.Training;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training;

/// <summary>Once the prefetcher is disposed of, no load goes on: the data may be closed.</summary>
public sealed class BatchPrefetcherTests
{
    private const int Samples = 6;

    [Test]
    public void ALoopThatEndsEarlyWaitsForTheLoadUnderWay()
    {
        var recipe = new SlowRecipe();
        using (var prefetcher = Prefetch(recipe))
        {
            foreach (var batch in prefetcher.Epoch(epoch: 0, firstStep: 0))
            {
                Assert.That(batch, Has.Count.EqualTo(2));
                recipe.SecondLoadStarted.Wait();
                break;
            }
        }
        Assert.That(recipe.LoadsUnderWay, Is.Zero);
    }

    [Test]
    public void AStepThatFailsKeepsItsErrorThoughTheNextLoadFailsToo()
    {
        var recipe = new SlowRecipe { FailsFromSecondLoad = true };
        Assert.That(
            () =>
            {
                using var prefetcher = Prefetch(recipe);
                foreach (var batch in prefetcher.Epoch(epoch: 0, firstStep: 0))
                {
                    recipe.SecondLoadStarted.Wait();
                    throw new InvalidOperationException("the step failed");
                }
            },
            Throws.InvalidOperationException.With.Message.EqualTo("the step failed"));
        Assert.That(recipe.LoadsUnderWay, Is.Zero);
    }

    [Test]
    public void ABatchThatCannotBeLoadedFailsWhereItIsTaken()
    {
        using var prefetcher = Prefetch(new SlowRecipe { FailsFromSecondLoad = true });
        var taken = 0;
        Assert.That(
            () =>
            {
                foreach (var batch in prefetcher.Epoch(epoch: 0, firstStep: 0)) taken++;
            },
            Throws.InstanceOf<IOException>());
        Assert.That(taken, Is.EqualTo(1));
    }

    private static BatchPrefetcher<List<int>> Prefetch(SlowRecipe recipe) =>
        new(recipe, new DataOrder(Samples, batchSize: 2, minimum: 1, seed: 1), batchSize: 2);

    private sealed class SlowRecipe : IRecipe<List<int>>
    {
        private int _loads;
        private int _underWay;

        public ManualResetEventSlim SecondLoadStarted { get; } = new();

        public bool FailsFromSecondLoad { get; init; }

        public int LoadsUnderWay => Volatile.Read(ref _underWay);

        public string Name => "slow";

        public Module Model => throw new NotSupportedException();

        public IReadOnlyList<IObjective<List<int>>> Objectives => [];

        public int SampleCount => Samples;

        public (string Metric, bool HigherIsBetter) Criterion => ("loss", false);

        public List<int> CreateBatch(int capacity) => [];

        public void Load(List<int> batch, ReadOnlySpan<int> samples, int epoch)
        {
            Interlocked.Increment(ref _underWay);
            try
            {
                if (Interlocked.Increment(ref _loads) > 1)
                {
                    SecondLoadStarted.Set();
                    Thread.Sleep(200);
                    if (FailsFromSecondLoad) throw new IOException("the disk is gone");
                }
                batch.Clear();
                batch.AddRange(samples);
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        }

        public void Validate(int epoch, MetricSums metrics) { }
    }
}
