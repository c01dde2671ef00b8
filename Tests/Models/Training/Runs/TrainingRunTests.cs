using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Models.Training.Runs;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training.Runs;

/// <summary>What a run's folder is protected from, for every recipe that there is.</summary>
public sealed class TrainingRunTests
{
    private readonly CpuDevice _device = new(threads: 1);
    private PairStores _stores = null!;
    private PairStores _others = null!;
    private PairStores _reversed = null!;

    private static IEnumerable<string> Recipes() => [MaskedModellingRecipe.RecipeName, .. ContrastiveRecipes.All];

    [OneTimeSetUp]
    public void Prepare() => (_stores, _others, _reversed) = (new PairStores(), new PairStores(seed: 4), new PairStores(isReversed: true));

    [OneTimeTearDown]
    public void CleanUp()
    {
        foreach (var stores in (PairStores[])[_stores, _others, _reversed]) stores.Dispose();
        _device.Dispose();
    }

    [TestCaseSource(nameof(Recipes))]
    public void ARunIsResumedWithItsOwnDataAndSettingsAlone(string recipe)
    {
        var (path, settings) = (_stores.Folder[$"life-{recipe}"], Small(recipe));
        using (var run = Start(path, settings, _stores)) Train(run, _stores);
        Assert.That(() => Start(path, settings, _stores), Throws.InstanceOf<IOException>().With.Message.Contains("--resume"));
        using (var resumed = Resume(path, settings, _stores)) Assert.That(resumed.Notes, Is.Empty);

        Assert.That(() => Resume(path, settings, _others), Refused("samples (SHA-256)", "other recordings"));
        Assert.That(() => Resume(path, settings, _reversed), Refused("order of recordings and people", "another order"));
        foreach (var other in Recipes().Where(other => other != recipe))
            Assert.That(
                () => Resume(path, Small(other), _stores),
                Throws.InstanceOf<DataFormatException>().With.Message.Contains(recipe).And.Message.Contains(other));
        Assert.That(
            () => Resume(path, settings with { Training = settings.Training with { BatchSize = 5 } }, _stores),
            Refused("Training.BatchSize: 4 when the run was started, 5 now", "settings differ"));
        Assert.That(
            () => Resume(path, settings with { ValidationRows = [0, 1] }, _stores),
            Refused("ValidationRows: [0,1,5] when the run was started, [0,1] now", "settings differ"));
    }

    [TestCaseSource(nameof(Recipes))]
    public void ARunThatFailsBeforeItsFirstStepLeavesNoFolder(string recipe)
    {
        var path = Path.Combine(_stores.Folder[$"failed-{recipe}"], "above", "run");
        var settings = Small(recipe);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        using (var run = Start(path, settings, _stores)) Assert.That(Train(run, _stores, cancelled.Token).TotalSteps, Is.Zero);
        using (var run = Start(path, settings with { ValidationRows = [] }, _stores))
            Assert.That(() => Train(run, _stores), Throws.ArgumentException);
        Assert.That(Directory.Exists(_stores.Folder[$"failed-{recipe}"]), Is.False);

        Directory.CreateDirectory(path);
        using (var run = Start(path, settings, _stores)) Train(run, _stores, cancelled.Token);
        Assert.That(Directory.GetFileSystemEntries(path), Is.Empty, "a folder that was there stays");
    }

    [Test]
    public void AnInterruptedFirstEpochCanBeResumed()
    {
        var path = _stores.Folder["first-epoch"];
        using var cancellation = new CancellationTokenSource();
        using (var run = Start(path, Small("mdm"), _stores))
            run.Train(Masked(run, _stores), new CancelAfter(1, cancellation), cancellation.Token);
        using var resumed = Resume(path, Small("mdm"), _stores);
        Assert.That(Checkpoint.ReadState(resumed.Folder.File(RunFolder.LastCheckpoint)).TotalSteps, Is.EqualTo(1));
        Assert.That(Train(resumed, _stores).Finished, Is.True);
    }

    /// <summary>The next batch is still being loaded when training is cancelled; nothing reads the store once Train has returned.</summary>
    [Test]
    public void TheStoreCanBeClosedAfterACancellation()
    {
        for (var steps = 1; steps <= 3; steps++)
        {
            using var stores = new PairStores();
            using var cancellation = new CancellationTokenSource();
            using var run = Start(stores.Folder["run"], Small("mdm"), stores);
            var recipe = new SlowLoading(Masked(run, stores));
            run.Train(recipe, new CancelAfter(steps, cancellation), cancellation.Token);
            Assert.That(recipe.IsLoading, Is.False);
        }
    }

    [Test]
    public void WeightsThatHaveSeenTestPeopleAreRefused()
    {
        var first = _stores.Folder["first"];
        using (var run = Start(first, Small(ContrastiveRecipes.Byol), _stores)) Train(run, _stores);
        var next = (ContrastiveConfiguration)Small(ContrastiveRecipes.SimClrEcg);
        next = next with { Ecg = next.Ecg! with { Weights = first }, ValidationRows = [0, 2], TestRows = [3] };
        var path = _stores.Folder["next"];
        Assert.That(
            () => Start(path, next, _stores), Throws.ArgumentException.With.Message.Contains("1 of 1 people of the test set"));
        using (var run = TrainingRun.Start(path, next, TrainingData.Of(_stores.Ecgs), allowSeen: true))
        {
            Assert.That(run.Notes, Has.Count.EqualTo(2));
            Train(run, _stores);
        }
        Assert.That(
            File.ReadLines(Path.Combine(first, TrainedPeople.FileName)),
            Is.SubsetOf(File.ReadLines(Path.Combine(path, TrainedPeople.FileName))));
    }

    private static RunConfiguration Small(string recipe) => recipe == MaskedModellingRecipe.RecipeName
        ? new MaskedModellingConfiguration
        {
            Options = new MaskedModellingOptions { Preset = "pluto", Window = 200, LearningRate = 1e-3, WarmupEpochs = 0 },
            Training = new TrainingOptions { Epochs = 1, BatchSize = 4, KeepBest = 1 },
            ValidationRows = [0, 1, 5],
            TestRows = [7],
        }
        : ContrastiveRecipeTests.Small(recipe) is var small
            ? small with { Training = small.Training with { Epochs = 1 }, Options = small.Options with { WarmupEpochs = 0 } }
            : throw new InvalidOperationException();

    private static TrainingRun Start(string path, RunConfiguration settings, PairStores stores) =>
        TrainingRun.Start(path, On(settings, stores), Data(settings, stores));

    private static TrainingRun Resume(string path, RunConfiguration settings, PairStores stores) =>
        TrainingRun.Resume(path, On(settings, stores), Data(settings, stores));

    private static RunConfiguration On(RunConfiguration settings, PairStores stores) =>
        RunConfiguration.On(settings, Data(settings, stores), new HeldOutRows(settings.ValidationRows, settings.TestRows));

    private static TrainingData Data(RunConfiguration settings, PairStores stores) => settings switch
    {
        ContrastiveConfiguration { Ecg: not null, Cmr: not null } => TrainingData.Of(stores.Cohort),
        ContrastiveConfiguration { Cmr: not null } => TrainingData.Of(stores.Images),
        _ => TrainingData.Of(stores.Ecgs),
    };

    private TrainingState Train(TrainingRun run, PairStores stores, CancellationToken cancellation = default) => run.Configuration switch
    {
        ContrastiveConfiguration { Ecg: not null, Cmr: not null } pairs =>
            run.Train(ContrastiveRecipe.Create(_device, stores.Cohort, pairs), cancellation: cancellation),
        ContrastiveConfiguration views => run.Train(
            ContrastiveRecipe.Create(_device, views.Ecg is null ? stores.Images : (PreparedStore)stores.Ecgs, views),
            cancellation: cancellation),
        _ => run.Train(Masked(run, stores), cancellation: cancellation),
    };

    private MaskedModellingRecipe Masked(TrainingRun run, PairStores stores) =>
        MaskedModellingRecipe.Create(_device, stores.Ecgs, (MaskedModellingConfiguration)run.Configuration);

    private static NUnit.Framework.Constraints.IResolveConstraint Refused(params string[] texts) =>
        texts.Aggregate(Throws.ArgumentException.With.Message.Contains("cannot resume"), (all, text) => all.And.Message.Contains(text));
}
