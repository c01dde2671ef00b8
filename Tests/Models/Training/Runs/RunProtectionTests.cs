using EcgCmrNative.Data.Files;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Models.Training.Runs;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using EcgCmrNative.Tests.Tools.Processes;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training.Runs;

/// <summary>What protects a run's folder from other runs, links, failing disks and diverging numbers.</summary>
public sealed class RunProtectionTests
{
    private readonly CpuDevice _device = new(threads: 1);
    private PairStores _stores = null!;

    [OneTimeSetUp]
    public void Prepare() => _stores = new PairStores();

    [OneTimeTearDown]
    public void CleanUp()
    {
        _stores.Dispose();
        _device.Dispose();
    }

    [Test]
    public void A_second_run_in_a_folder_is_refused_until_the_first_ends()
    {
        var (path, settings) = (_stores.Folder["locked"], Small(epochs: 1));
        using (var late = SmallRun.Start(path, settings, _stores))
        {
            using (var first = SmallRun.Start(path, settings, _stores))
            {
                SmallRun.Train(_device, first, _stores);
                Assert.That(
                    () => SmallRun.Resume(path, settings, _stores),
                    Throws.InstanceOf<IOException>().With.Message.Contains(path).And.Message.Contains("another process").And.Message
                        .Contains("another folder"));
                Assert.That(
                    () => SmallRun.Train(_device, late, _stores),
                    Throws.InstanceOf<IOException>().With.Message.Contains("another process"));
            }
            var last = File.ReadAllBytes(Last(path));
            Assert.That(
                () => SmallRun.Train(_device, late, _stores),
                Throws.InstanceOf<IOException>().With.Message.Contains("holds a run already"));
            Assert.That(File.ReadAllBytes(Last(path)), Is.EqualTo(last));
        }
        Assert.That(Directory.GetFiles(path, "*.lock"), Is.Empty);
        using var resumed = SmallRun.Resume(path, settings, _stores);
        Assert.That(Directory.GetFiles(path, "*.lock"), Has.Length.EqualTo(1));
    }

    [Test]
    public void Temporary_files_of_killed_runs_are_deleted_and_no_others()
    {
        var (path, settings) = (_stores.Folder["stale"], Small(epochs: 1));
        string[] stale =
            ["last.safetensors.12.tmp", "log.jsonl.4711.tmp", "checkpoint-1-ncc-0.5000.safetensors.3.tmp", "report.html.9.tmp"];
        string[] foreign =
        [
            "notes.tmp", "last.safetensors.tmp", "last.safetensors.12a.tmp", "other.safetensors.12.tmp", "12.tmp", ".12.tmp",
            "last.safetensors.12.tmp.bak", "last.safetensors..tmp",
        ];
        Directory.CreateDirectory(Path.Combine(path, "below"));
        foreach (var name in (string[])[.. stale, .. foreign, "below/last.safetensors.12.tmp", "ecgcmr.lock"])
            File.WriteAllText(Path.Combine(path, name), "x");
        using (var run = SmallRun.Start(path, settings, _stores)) SmallRun.Train(_device, run, _stores);
        Assert.That(
            Directory.GetFiles(path).Select(Path.GetFileName), Is.SupersetOf(foreign).And.Not.Contains("ecgcmr.lock"));
        Assert.That(stale.Where(name => File.Exists(Path.Combine(path, name))), Is.Empty);
        Assert.That(Path.Combine(path, "below/last.safetensors.12.tmp"), Does.Exist);
    }

    /// <summary>Links with the names of all files that a run writes lead to files elsewhere, which stay as they are.</summary>
    [Test]
    public void Links_lead_no_write_out_of_the_folder()
    {
        var (path, outside) = (Directory.CreateDirectory(_stores.Folder["links"]).FullName, _stores.Folder["outside"]);
        Directory.CreateDirectory(outside);
        string[] names =
        [
            "log.jsonl", "configuration.json", "trained-on.txt", "ecgcmr.lock", $"log.jsonl.{Environment.ProcessId}.tmp",
            $"last.safetensors.{Environment.ProcessId}.tmp", $"configuration.json.{Environment.ProcessId}.tmp", "last.safetensors.77.tmp",
        ];
        foreach (var name in names) Link(name, name.StartsWith("log.jsonl", StringComparison.Ordinal) ? "" : "theirs");
        using (var run = SmallRun.Start(path, Small(epochs: 1), _stores)) SmallRun.Train(_device, run, _stores);
        RequireUnchanged(names);

        // A run from another person, whose checkpoint and event file are links.
        var (last, content) = (Last(path), File.ReadAllBytes(Last(path)));
        File.Delete(last);
        File.WriteAllBytes(Path.Combine(outside, "kept.safetensors"), content);
        File.CreateSymbolicLink(last, Path.Combine(outside, "kept.safetensors"));
        File.Delete(Path.Combine(path, "log.jsonl"));
        File.WriteAllText(Path.Combine(outside, "log.jsonl"), "{\"epoch\":0,\"train_loss\":1}\nnot JSON\n");
        File.CreateSymbolicLink(Path.Combine(path, "log.jsonl"), Path.Combine(outside, "log.jsonl"));
        File.CreateSymbolicLink(Path.Combine(path, "log.jsonl.damaged"), Path.Combine(outside, "none"));
        using var longer = new RunFolder(path);
        longer.Append(1, new Dictionary<string, double> { ["x"] = 1 });
        Assert.That(File.ReadAllText(Path.Combine(outside, "log.jsonl")), Does.Not.Contain("\"x\""));
        var recipe = SmallRun.Masked(_device, SmallRun.Start(_stores.Folder["unused"], Small(epochs: 1), _stores), _stores);
        Checkpoint.Save(last, recipe.Model, [.. recipe.Objectives.Select(objective => objective.Optimizer)], new TrainingState(), "{}");
        Assert.That(new FileInfo(last).LinkTarget, Is.Null);
        Assert.That(File.ReadAllBytes(Path.Combine(outside, "kept.safetensors")), Is.EqualTo(content));
        Assert.That(longer.RepairLog(), Does.Contain("could not be read"));
        Assert.That(Path.Combine(outside, "none"), Does.Not.Exist);

        void Link(string name, string text)
        {
            File.WriteAllText(Path.Combine(outside, name), text);
            File.CreateSymbolicLink(Path.Combine(path, name), Path.Combine(outside, name));
        }

        void RequireUnchanged(IEnumerable<string> all)
        {
            foreach (var name in all)
                Assert.That(
                    File.ReadAllText(Path.Combine(outside, name)),
                    Is.EqualTo(name.StartsWith("log.jsonl", StringComparison.Ordinal) ? "" : "theirs"), name);
        }
    }

    [TestCase("last.safetensors")]
    [TestCase("events.out.tfevents.1")]
    [TestCase("samples.f32")]
    public void A_created_file_replaces_a_link(string name)
    {
        using var folder = new TemporaryFolder();
        var target = folder.Write("target", [1, 2, 3]);
        foreach (var isHard in new[] { false, true })
        {
            if (isHard && !OperatingSystem.IsWindows()) System.Diagnostics.Process.Start("ln", [target, folder[name]]).WaitForExit();
            else File.CreateSymbolicLink(folder[name], target);
            using (var stream = FileSystem.Disk.Create(folder[name])) stream.WriteByte(9);
            Assert.That(File.ReadAllBytes(target), Is.EqualTo(new byte[] { 1, 2, 3 }));
            Assert.That(File.ReadAllBytes(folder[name]), Is.EqualTo(new byte[] { 9 }));
            FileSystem.Disk.Delete(folder[name]);
        }
        Directory.CreateSymbolicLink(folder["loop"], folder["dangling"]);
        using (FileSystem.Disk.Create(folder["loop"])) { }
        Assert.That(folder["dangling"], Does.Not.Exist);
    }

    /// <summary>
    /// Any one operation on files fails. Afterwards the run is resumed, or started anew, and ends with the same bits. All operations of
    /// one recipe are tried, and some of the others; with <c>ECGCMR_TEST_FAULTS=all</c> those of all.
    /// </summary>
    [TestCaseSource(typeof(SmallRun), nameof(SmallRun.Recipes))]
    public void Whichever_operation_on_files_fails_nothing_is_lost(string recipe)
    {
        const int Stride = 7;
        var settings = SmallRun.Small(recipe);
        settings = settings with { Training = settings.Training with { Epochs = 2, CheckpointSteps = 0 } };
        var whole = _stores.Folder[$"faults-{recipe}"];
        var counting = new FailingFileSystem(int.MaxValue, everyOperation: true);
        Assert.That(Try(whole, settings, counting), Is.Null);
        var expected = SmallPretraining.Tensors(whole);
        Assert.That(counting.Operations, Is.GreaterThan(25));
        var isFull = recipe == MaskedModellingRecipe.RecipeName || Environment.GetEnvironmentVariable("ECGCMR_TEST_FAULTS") == "all";
        var first = isFull ? 1 : 1 + SmallRun.Recipes().ToList().IndexOf(recipe) % Stride;
        var points = 0;
        for (var operation = first; operation <= counting.Operations; operation += isFull ? 1 : Stride, points++)
        {
            var path = _stores.Folder[$"fault-{recipe}-{operation}"];
            var disk = new FailingFileSystem(operation, everyOperation: true);
            var message = Try(path, settings, disk);
            Assert.That(disk.HasFailed, Is.True);
            // What fails while a run is tidied up is harmless.
            if (message is null) Assert.That(new RunFolder(path).HasCheckpoint, Is.True, $"operation {operation} failed unseen");
            Assert.That(Try(path, settings, FileSystem.Disk), Is.Null);
            Assert.That(SmallPretraining.AreEqual(expected, SmallPretraining.Tensors(path)), Is.True, $"operation {operation}: {message}");
            Assert.That(Directory.GetFiles(path, "*.tmp"), Is.Empty);
            using var folder = new RunFolder(path);
            Assert.That(folder.ReadEpochs().Select(epoch => epoch["epoch"]), Is.EqualTo(new[] { 0.0, 1.0 }), $"operation {operation}");
            Directory.Delete(path, recursive: true);
        }
        TestContext.Out.WriteLine($"{recipe}: {points} of {counting.Operations} operations");
    }

    private string? Try(string path, RunConfiguration settings, IFileSystem files)
    {
        try
        {
            using var run = new RunFolder(path).HasCheckpoint
                ? SmallRun.Resume(path, settings, _stores, files)
                : SmallRun.Start(path, settings, _stores, files);
            SmallRun.Train(_device, run, _stores);
            return null;
        }
        catch (IOException error)
        {
            return error.Message;
        }
    }

    /// <summary>
    /// With a checkpoint after every step, the last one has weights that are finite, but whose loss is not: the run goes back to its best.
    /// </summary>
    [TestCase(0)]
    [TestCase(1)]
    public void A_run_that_diverged_is_resumed_with_a_lower_rate(int checkpointSteps)
    {
        var path = _stores.Folder[$"diverged-{checkpointSteps}"];
        var good = Small(epochs: 3);
        good = good with { Training = good.Training with { CheckpointSteps = checkpointSteps } };
        using (var cancellation = new CancellationTokenSource())
        using (var run = SmallRun.Start(path, good, _stores))
            run.Train(SmallRun.Masked(_device, run, _stores), new CancelAfterEpoch(cancellation), cancellation.Token);
        var wild = good with { Options = good.Options with { LearningRate = 1e30 } };
        DivergenceException? diverged;
        using (var run = SmallRun.Resume(path, wild, _stores))
            diverged = Assert.Throws<DivergenceException>(() => SmallRun.Train(_device, run, _stores));
        Assert.That(diverged!.Checkpoint, Is.EqualTo(Last(path)));
        Assert.That(diverged.Message, Does.Contain(Last(path)).And.Contain("Options.LearningRate = 1e+29"));
        Assert.That(
            diverged.Describe(name => name == "resume" ? "--resume" : name == "Options.LearningRate" ? "--lr" : null),
            Does.EndWith("--resume --lr 1e+29"));
        var state = Checkpoint.ReadState(Last(path));
        Assert.That((state.Epoch, state.Step), Is.EqualTo((1, 0)));

        var calm = wild with { Options = wild.Options with { LearningRate = 5e-4 }, Training = wild.Training with { ClipNorm = 1 } };
        var before = MaskedModellingConfiguration.Parse(path, Checkpoint.ReadConfiguration(Last(path))).Options.LearningRate;
        using (var resumed = SmallRun.Resume(path, calm, _stores))
        {
            SettingChange[] changes =
            [
                new("Training.ClipNorm", "not set", "1", state.Epoch, state.Step),
                new("Options.LearningRate", $"{before}", "0.0005", state.Epoch, state.Step),
            ];
            Assert.That(resumed.Changes, Is.EquivalentTo(changes));
            Assert.That(SmallRun.Train(_device, resumed, _stores).Finished, Is.True);
            Assert.That(resumed.Folder.ReadEpochs().Select(epoch => epoch["train_loss"]), Has.All.Matches<double>(double.IsFinite));
        }
        var stored = MaskedModellingConfiguration.Parse(path, Checkpoint.ReadConfiguration(Last(path)));
        Assert.That(stored.Options.LearningRate, Is.EqualTo(5e-4));
        Assert.That(stored.Changes.Select(change => change.Name), Is.EquivalentTo(new[] { "Training.ClipNorm", "Options.LearningRate" }));
        Assert.That(File.ReadAllText(Path.Combine(path, RunFolder.ConfigurationFile)), Does.Contain("0.0005"));
        // A run that has ended has no use for another rate.
        Assert.That(() => SmallRun.Resume(path, wild, _stores), Throws.TypeOf<ResumeException>().With.Message.Contains("LearningRate"));
    }

    [Test]
    public void Another_arithmetic_is_noted()
    {
        var (path, settings) = (_stores.Folder["arithmetic"], Small(epochs: 2));
        using (var cancellation = new CancellationTokenSource())
        using (var run = SmallRun.Start(path, settings, _stores))
            run.Train(SmallRun.Masked(_device, run, _stores), new CancelAfter(2, cancellation), cancellation.Token);
        using (var two = new CpuDevice(threads: 2)) Assert.That(two.Arithmetic, Is.EqualTo(_device.Arithmetic));
        using var other = new ReferenceDevice();
        var notes = new Notes();
        using (var resumed = SmallRun.Resume(path, settings, _stores)) SmallRun.Train(other, resumed, _stores, progress: notes);
        Assert.That(notes.All, Has.Some.Contains("cpu (float32").And.Some.Contains("goes on with reference"));
    }

    [Test]
    public void A_damaged_log_is_repaired_and_kept()
    {
        var (path, settings) = (_stores.Folder["log"], Small(epochs: 3));
        using (var cancellation = new CancellationTokenSource())
        using (var run = SmallRun.Start(path, settings, _stores))
            run.Train(SmallRun.Masked(_device, run, _stores), new CancelAfter(7, cancellation), cancellation.Token);
        var log = Path.Combine(path, "log.jsonl");
        var damaged = "{\"epoch\":\n" + File.ReadAllText(log) + "null\n[]\n{\"loss\":1}\n\0\0\0";
        File.WriteAllText(log, damaged);
        var notes = new Notes();
        using (var resumed = SmallRun.Resume(path, settings, _stores))
        {
            SmallRun.Train(_device, resumed, _stores, progress: notes);
            Assert.That(resumed.Folder.ReadEpochs().Select(epoch => epoch["epoch"]), Is.EqualTo(new[] { 0.0, 1.0, 2.0 }));
        }
        Assert.That(notes.All, Has.Some.Contains("5 of ").And.Some.Contains("log.jsonl.damaged"));
        Assert.That(File.ReadAllText(log + ".damaged"), Is.EqualTo(damaged));
    }

    private static string Last(string path) => Path.Combine(path, RunFolder.LastCheckpoint);

    private static MaskedModellingConfiguration Small(int epochs, double rate = 1e-3)
    {
        var small = (MaskedModellingConfiguration)SmallRun.Small(MaskedModellingRecipe.RecipeName);
        return small with { Training = small.Training with { Epochs = epochs }, Options = small.Options with { LearningRate = rate } };
    }

    private sealed class CancelAfterEpoch(CancellationTokenSource source) : ITrainingProgress
    {
        public void Step(in TrainingStep step) { }

        public void Epoch(TrainingEpoch epoch) => source.Cancel();
    }

    private sealed class Notes : ITrainingProgress
    {
        public List<string> All { get; } = [];

        public void Note(string text) => All.Add(text);

        public void Step(in TrainingStep step) { }

        public void Epoch(TrainingEpoch epoch) { }
    }
}
