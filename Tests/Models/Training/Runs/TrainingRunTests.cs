using System.Text.Json.Nodes;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.FineTuning;
using EcgCmrNative.Models.Training.Runs;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using EcgCmrNative.Tests.Tools;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training.Runs;

/// <summary>What a run's folder is protected from, for every recipe that there is.</summary>
public sealed class TrainingRunTests
{
    private readonly CpuDevice _device = new(threads: 1);
    private PairStores _stores = null!;
    private PairStores _others = null!;
    private PairStores _reversed = null!;

    [OneTimeSetUp]
    public void Prepare() => (_stores, _others, _reversed) = (new PairStores(), new PairStores(seed: 4), new PairStores(isReversed: true));

    [OneTimeTearDown]
    public void CleanUp()
    {
        foreach (var stores in (PairStores[])[_stores, _others, _reversed]) stores.Dispose();
        _device.Dispose();
    }

    [TestCaseSource(typeof(SmallRun), nameof(SmallRun.Recipes))]
    public void ARunIsResumedWithItsOwnDataAndSettingsAlone(string recipe)
    {
        var (path, settings) = (_stores.Folder[$"life-{recipe}"], SmallRun.Small(recipe));
        using (var run = SmallRun.Start(path, settings, _stores)) SmallRun.Train(_device, run, _stores);
        Assert.That(
            () => SmallRun.Start(path, settings, _stores), Throws.InstanceOf<IOException>().With.Message.Contains("holds a run already"));
        using (var resumed = SmallRun.Resume(path, settings, _stores)) Assert.That(resumed.Notes, Is.Empty);

        Assert.That(() => SmallRun.Resume(path, settings, _others), Refused("samples (SHA-256)", "other recordings"));
        Assert.That(() => SmallRun.Resume(path, settings, _reversed), Refused("order of recordings and people", "another order"));
        foreach (var other in SmallRun.Recipes().Where(other => other != recipe))
            Assert.That(
                () => SmallRun.Resume(path, SmallRun.Small(other), _stores),
                Throws.InstanceOf<DataFormatException>().With.Message.Contains(recipe).And.Message.Contains(other));
        Assert.That(
            () => SmallRun.Resume(path, settings with { Training = settings.Training with { BatchSize = 5 } }, _stores),
            Refused("Training.BatchSize: 4 when the run was started, 5 now", "settings differ"));
        Assert.That(
            () => SmallRun.Resume(path, settings with { ValidationRows = [0, 1] }, _stores),
            Refused("ValidationRows: [0,1,5] when the run was started, [0,1] now", "settings differ"));
    }

    [TestCaseSource(typeof(SmallRun), nameof(SmallRun.Recipes))]
    public void ARunThatFailsBeforeItsFirstStepLeavesNoFolder(string recipe)
    {
        var path = Path.Combine(_stores.Folder[$"failed-{recipe}"], "above", "run");
        var settings = SmallRun.Small(recipe);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        using (var run = SmallRun.Start(path, settings, _stores))
            Assert.That(SmallRun.Train(_device, run, _stores, cancelled.Token).TotalSteps, Is.Zero);
        using (var run = SmallRun.Start(path, settings with { ValidationRows = [] }, _stores))
            Assert.That(() => SmallRun.Train(_device, run, _stores), Throws.ArgumentException);
        Assert.That(Directory.Exists(_stores.Folder[$"failed-{recipe}"]), Is.False);

        Directory.CreateDirectory(path);
        using (var run = SmallRun.Start(path, settings, _stores)) SmallRun.Train(_device, run, _stores, cancelled.Token);
        Assert.That(Directory.GetFileSystemEntries(path), Is.Empty, "a folder that was there stays");
    }

    /// <summary>A file that names no run of ours stays, whether the run overwrote it or never came so far.</summary>
    [Test]
    public void ARunThatFailsRemovesOnlyWhatItWrote()
    {
        var path = _stores.Folder["theirs"];
        Directory.CreateDirectory(path);
        var theirs = Path.Combine(path, RunFolder.ConfigurationFile);
        File.WriteAllText(theirs, "{}");
        using (var run = SmallRun.Start(path, SmallRun.Small("mdm") with { ValidationRows = [] }, _stores))
            Assert.That(() => SmallRun.Train(_device, run, _stores), Throws.ArgumentException);
        Assert.That(File.ReadAllText(theirs), Is.EqualTo("{}"));

        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        File.WriteAllText(Path.Combine(path, "notes.txt"), "");
        using (var run = SmallRun.Start(path, SmallRun.Small("mdm"), _stores)) SmallRun.Train(_device, run, _stores, cancelled.Token);
        Assert.That(
            Directory.GetFiles(path).Select(Path.GetFileName), Is.EquivalentTo(new[] { RunFolder.ConfigurationFile, "notes.txt" }));
    }

    /// <summary>All access goes through the file system, so that nothing of a run in memory is looked for on the disk.</summary>
    [Test]
    public void AFolderInMemoryIsRemovedInMemory()
    {
        var files = new MemoryFileSystem();
        using var folder = new RunFolder("/memory/run", files);
        folder.WriteConfiguration("{}");
        Assert.That(files.Keys, Is.EquivalentTo(new[] { Path.Combine("/memory/run", RunFolder.ConfigurationFile) }));
        folder.RemoveUnlessTrained();
        Assert.That(files, Is.Empty);
        Assert.That(files.DeletedFolders, Is.EqualTo(new[] { "/memory/run", "/memory" }));
    }

    /// <summary>The configuration of the checkpoint was edited or is damaged; the data are those of the run.</summary>
    [TestCaseSource(typeof(SmallRun), nameof(SmallRun.Recipes))]
    public void ACheckpointThatHoldsOutRowsOutsideTheDataIsRefused(string recipe)
    {
        var (path, settings) = (_stores.Folder[$"edited-{recipe}"], SmallRun.Small(recipe));
        using (var run = SmallRun.Start(path, settings, _stores)) SmallRun.Train(_device, run, _stores);
        var last = Path.Combine(path, RunFolder.LastCheckpoint);
        var (isPaired, options) = (settings is ContrastiveConfiguration { Ecg: not null, Cmr: not null }, Stores(settings));
        foreach (var (rows, row) in new[]
        {
            (nameof(settings.ValidationRows), PairStores.People), (nameof(settings.TestRows), 1_000_000),
        })
        {
            var original = EditConfiguration(last, json => json[rows] = new JsonArray(0, row));
            var edited = File.ReadAllBytes(last);
            Assert.That(
                () => SmallRun.Resume(path, settings, _stores),
                Throws.TypeOf<DataFormatException>().With.Message.Contains(last).And.Message.Contains($"holds out row {row}")
                    .And.Message.Contains($"the data have {PairStores.People} rows"));
            string[] command = recipe == FineTuningRecipe.RecipeName ? [recipe, "--target", "CAD"] : ["pretrain", recipe];
            Refused(CommandRun.Of([.. command, .. options, "--out", path, "--resume"]), row);
            if (isPaired) Refused(CommandRun.Of(["retrieve", .. options, "--weights", last]), row);
            Assert.That(File.ReadAllBytes(last).AsSpan().SequenceEqual(edited), Is.True);
            File.WriteAllBytes(last, original);
        }
        using var resumed = SmallRun.Resume(path, settings, _stores);

        void Refused(CommandRun run, int row)
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Error, Does.Contain(last).And.Contain($"holds out row {row}").And.Not.Contain("bug"));
        }

        string[] Stores(RunConfiguration of) => of is ContrastiveConfiguration contrastive
            ?
            [
                .. contrastive.Ecg is null ? Array.Empty<string>() : ["--ecg", _stores.Folder["ecg"]],
                .. contrastive.Cmr is null ? Array.Empty<string>() : ["--cmr", _stores.Folder["cmr"]],
            ]
            : ["--ecg", _stores.Folder["ecg"]];
    }

    /// <returns>The checkpoint as it was.</returns>
    private static byte[] EditConfiguration(string checkpoint, Action<JsonObject> edit)
    {
        var original = File.ReadAllBytes(checkpoint);
        var copy = checkpoint + ".edited";
        using (var file = SafeTensorsFile.Open(checkpoint))
        {
            var metadata = file.Metadata.ToDictionary();
            var (key, value) = metadata.Single(entry => entry.Value == Checkpoint.ReadConfiguration(checkpoint));
            var json = JsonNode.Parse(value)!.AsObject();
            edit(json);
            metadata[key] = json.ToJsonString();
            SafeTensorsFile.Write(copy, [.. file.Tensors], metadata);
        }
        File.Move(copy, checkpoint, overwrite: true);
        return original;
    }

    [Test]
    public void HeldOutRowsOutsideTheDataAreRefused()
    {
        foreach (var row in (int[])[PairStores.People, -1])
        {
            Assert.That(
                () => SmallRun.Start(_stores.Folder["outside"], SmallRun.Small("mdm") with { ValidationRows = [0, row] }, _stores),
                Throws.ArgumentException.With.Message.Contains($"row {row} of the validation set").And.Message.Contains("14 rows"));
            Assert.That(
                () => SmallRun.Start(_stores.Folder["outside"], SmallRun.Small("mdm") with { TestRows = [row] }, _stores),
                Throws.ArgumentException.With.Message.Contains($"row {row} of the test set"));
        }
        using var last = SmallRun.Start(
            _stores.Folder["outside"], SmallRun.Small("mdm") with { TestRows = [PairStores.People - 1] }, _stores);
        Assert.That(last.Configuration.TestRows, Is.EqualTo(new[] { PairStores.People - 1 }));
    }

    /// <summary>The content of the similarities counts, not where the file is.</summary>
    [Test]
    public void SimilaritiesAreComparedByTheirContent()
    {
        var (path, first, moved) = (_stores.Folder["alike"], _stores.Folder["alike.npy"], _stores.Folder["moved.npy"]);
        var published = (ContrastiveConfiguration)SmallRun.Small(ContrastiveRecipes.Multimodal);
        var count = PairStores.People - published.ValidationRows.Count - published.TestRows.Count;
        WriteSimilarities(first, count, 0.5f);
        using (var run = SmallRun.Start(path, With(first), _stores)) SmallRun.Train(_device, run, _stores);

        File.Move(first, moved);
        using (var resumed = SmallRun.Resume(path, With(moved), _stores)) Assert.That(resumed.Notes, Is.Empty);
        WriteSimilarities(first, count, 0.25f);
        var refused = Assert.Throws<ResumeException>(() => SmallRun.Resume(path, With(first), _stores));
        Assert.That(refused.Differences.Select(difference => difference.Name), Is.EqualTo(new[] { "Options.Similarities" }));
        Assert.That(refused.Message, Does.Contain("Options.Similarities: a file with SHA-256"));
        Assert.That(refused.Describe(_ => "--similarities"), Does.Contain("--similarities: a file").And.Not.Contain("Options."));
        Assert.That(
            () => SmallRun.Resume(path, published with { Options = published.Options with { Loss = ContrastiveLossKind.SupCon } }, _stores),
            Refused($"Options.Similarities: '{first}' when the run was started, not set now"));

        ContrastiveConfiguration With(string file) => published with
        {
            Options = published.Options with { Loss = ContrastiveLossKind.SupCon, Similarities = file },
        };
    }

    private static void WriteSimilarities(string path, int count, float value)
    {
        var values = new float[count * count];
        for (var i = 0; i < values.Length; i++) values[i] = i % (count + 1) == 0 ? 1 : value;
        NumpyFile.WriteNpy(path, FileTensor.Of<float>("similarities", values, count, count));
    }

    [Test]
    public void AnInterruptedFirstEpochCanBeResumed()
    {
        var path = _stores.Folder["first-epoch"];
        using var cancellation = new CancellationTokenSource();
        using (var run = SmallRun.Start(path, SmallRun.Small("mdm"), _stores))
            run.Train(SmallRun.Masked(_device, run, _stores), new CancelAfter(1, cancellation), cancellation.Token);
        using var resumed = SmallRun.Resume(path, SmallRun.Small("mdm"), _stores);
        Assert.That(Checkpoint.ReadState(resumed.Folder.File(RunFolder.LastCheckpoint)).TotalSteps, Is.EqualTo(1));
        Assert.That(SmallRun.Train(_device, resumed, _stores).Finished, Is.True);
    }

    /// <summary>The next batch is still being loaded when training is cancelled; nothing reads the store once Train has returned.</summary>
    [Test]
    public void TheStoreCanBeClosedAfterACancellation()
    {
        for (var steps = 1; steps <= 3; steps++)
        {
            using var stores = new PairStores();
            using var cancellation = new CancellationTokenSource();
            using var run = SmallRun.Start(stores.Folder["run"], SmallRun.Small("mdm"), stores);
            var recipe = new SlowLoading(SmallRun.Masked(_device, run, stores));
            run.Train(recipe, new CancelAfter(steps, cancellation), cancellation.Token);
            Assert.That(recipe.IsLoading, Is.False);
        }
    }

    [Test]
    public void WeightsThatHaveSeenTestPeopleAreRefused()
    {
        var first = _stores.Folder["first"];
        using (var run = SmallRun.Start(first, SmallRun.Small(ContrastiveRecipes.Byol), _stores)) SmallRun.Train(_device, run, _stores);
        var next = (ContrastiveConfiguration)SmallRun.Small(ContrastiveRecipes.SimClrEcg);
        next = next with { Ecg = next.Ecg! with { Weights = first }, ValidationRows = [0, 2], TestRows = [3] };
        var path = _stores.Folder["next"];
        Assert.That(
            () => SmallRun.Start(path, next, _stores), Throws.ArgumentException.With.Message.Contains("1 of 1 people of the test set"));
        using (var run = TrainingRun.Start(path, next, TrainingData.Of(_stores.Ecgs), allowSeen: true))
        {
            Assert.That(run.Notes, Has.Count.EqualTo(2));
            SmallRun.Train(_device, run, _stores);
        }
        Assert.That(
            File.ReadLines(Path.Combine(first, TrainedPeople.FileName)),
            Is.SubsetOf(File.ReadLines(Path.Combine(path, TrainedPeople.FileName))));
    }

    private static NUnit.Framework.Constraints.IResolveConstraint Refused(params string[] texts) =>
        texts.Aggregate(
            Throws.TypeOf<ResumeException>().With.Message.Contains("cannot resume"), (all, text) => all.And.Message.Contains(text));
}
