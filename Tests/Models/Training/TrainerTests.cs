using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training;

/// <summary>Training a small masked autoencoder on synthetic ECGs: it learns, it resumes exactly, it keeps what it says.</summary>
public sealed class TrainerTests
{
    private const int Recordings = 20;
    private const int Held = 4;

    private TemporaryFolder _folder = null!;
    private EcgStore _store = null!;

    [OneTimeSetUp]
    public void Prepare()
    {
        _folder = new TemporaryFolder();
        var sources = Enumerable.Range(0, Recordings).Select(i => new EcgSource(
            new CohortRecord($"r{i}", $"p{i}", []), () => SyntheticEcg.Record(new EcgModel(), seed: 3, number: i, seconds: 2))).ToList();
        new EcgStoreWriter { Preparation = new EcgPreparation { WindowSamples = 1000 } }.Write(_folder["store"], sources, null, default);
        _store = EcgStore.Open(_folder["store"]);
    }

    [OneTimeTearDown]
    public void CleanUp()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void LossFallsAndLogsAreComplete()
    {
        using var device = new CpuDevice(threads: 2);
        using var run = new RunFolder(_folder["learns"]);
        var state = Train(device, run, Options(epochs: 6));
        var lines = File.ReadAllLines(run.File("log.jsonl"));
        Assert.Multiple(() =>
        {
            Assert.That(state.Finished, Is.True);
            Assert.That(lines, Has.Length.EqualTo(6));
            Assert.That(Value(lines[^1], "train_loss"), Is.LessThan(0.9 * Value(lines[0], "train_loss")));
            Assert.That(Value(lines[^1], "val_ncc"), Is.GreaterThan(Value(lines[0], "val_ncc")));
            Assert.That(Directory.GetFiles(run.Path, "checkpoint-*"), Has.Length.EqualTo(2));
            Assert.That(Directory.GetFiles(run.Path, "events.out.tfevents.*"), Has.Length.EqualTo(1));
        });
    }

    [TestCase(3, 1)]
    [TestCase(5, 2)]
    public void AnInterruptedRunEndsBitForBitLikeAnUninterruptedOne(int stopAfterSteps, int accumulation)
    {
        var options = Options(epochs: 3) with { AccumulationSteps = accumulation, CheckpointSteps = 1 };
        using var device = new CpuDevice(threads: 2);
        using var whole = new RunFolder(_folder[$"whole-{stopAfterSteps}"]);
        Train(device, whole, options);

        using var interrupted = new RunFolder(_folder[$"interrupted-{stopAfterSteps}"]);
        using var cancellation = new CancellationTokenSource();
        Train(device, interrupted, options, new CancelAfter(stopAfterSteps, cancellation), cancellation.Token);
        using var other = new CpuDevice(threads: 1);
        var state = Train(other, interrupted, options, resume: true);

        Assert.Multiple(() =>
        {
            Assert.That(cancellation.IsCancellationRequested, Is.True);
            Assert.That(state.Finished, Is.True);
            Assert.That(Weights(other, interrupted), Is.EqualTo(Weights(device, whole)));
            Assert.That(Losses(interrupted), Is.EqualTo(Losses(whole)));
        });
    }

    /// <summary>Renames: the configuration; then for each epoch its checkpoint, the log and the last checkpoint.</summary>
    [TestCase(5)]
    [TestCase(6)]
    [TestCase(7)]
    public void WhereverTheDiskFailsInTheSecondEpochNothingIsMissing(int rename)
    {
        var options = Options(epochs: 2) with { KeepBest = 1 };
        using var device = new CpuDevice(threads: 1);
        var path = _folder[$"disk-{rename}"];
        using (var failing = new RunFolder(path, new FailingFileSystem(rename, renamesOnly: true)))
            Assert.That(() => Train(device, failing, options), Throws.InstanceOf<IOException>());

        using var run = new RunFolder(path);
        Assert.That(RunFolder.Weights(path), Does.Exist);
        Train(device, run, options, resume: true);

        Assert.That(Losses(run).Count(), Is.EqualTo(2));
        Assert.That(Directory.GetFiles(path, "checkpoint-*"), Is.EqualTo(new[] { RunFolder.Weights(path) }));
    }

    [Test]
    public void AnotherSeedIsRefusedOnResume()
    {
        using var device = new CpuDevice(threads: 1);
        using var run = new RunFolder(_folder["seed"]);
        Train(device, run, Options(epochs: 1));
        Assert.That(
            () => Train(device, run, Options(epochs: 1) with { Seed = 9 }, resume: true),
            Throws.ArgumentException.With.Message.Contains("seed"));
    }

    [TestCase("", TestName = "AnEmptyStateIsRefused")]
    [TestCase("{\"Epoch\":-1}", TestName = "ANegativeEpochIsRefused")]
    [TestCase("{\"Sums\":{\"loss\":[1]}}", TestName = "SumsThatLackAPartAreRefused")]
    public void ADamagedStateIsRefusedByName(string state)
    {
        using var device = new CpuDevice(threads: 1);
        using var run = new RunFolder(_folder[$"damaged-{state.Length}"]);
        var options = Options(epochs: 1);
        Train(device, run, options);
        var path = run.File(RunFolder.LastCheckpoint);
        using (var file = SafeTensorsFile.Open(path))
        {
            var tensors = file.Tensors.Select(tensor => FileTensor.Of<float>(tensor.Name, tensor.ToSingles(), [.. tensor.Shape])).ToList();
            SafeTensorsFile.Write(path, tensors, new Dictionary<string, string>(file.Metadata) { ["state"] = state });
        }
        Assert.That(
            () => Train(device, run, options, resume: true),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("state"));
    }

    [Test]
    public void ALossThatIsNotFiniteStopsTrainingAndNamesThePlace()
    {
        using var device = new CpuDevice(threads: 1);
        using var run = new RunFolder(_folder["diverges"]);
        var recipe = Recipe(device, Options(epochs: 1));
        recipe.Autoencoder.State().First(entry => entry.Name == "blocks.0.mlp.fc1.bias").Parameter
            .Set(Enumerable.Repeat(float.NaN, 4 * recipe.Autoencoder.Configuration.Encoder.Width).ToArray());
        var trainer = new Trainer<EcgBatch>(recipe, Options(epochs: 1), run, "{}");
        Assert.That(() => trainer.Run(), Throws.InstanceOf<NonFiniteException>().With.Message.Contains("blocks.0.mlp.fc1.bias"));
    }

    /// <summary>The last checkpoint of a diverging run is worth nothing; the one before it is what the run goes on from.</summary>
    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    public void A_checkpoint_with_a_NaN_replaces_no_good_one(float wrong)
    {
        using var device = new CpuDevice(threads: 1);
        using var run = new RunFolder(_folder[$"keeps-{wrong}"]);
        Train(device, run, Options(epochs: 1));
        var good = File.ReadAllBytes(run.File(RunFolder.LastCheckpoint));
        var trainer = new Trainer<EcgBatch>(Poisoned(device, wrong), Options(epochs: 1) with { BatchSize = Recordings }, run);
        Assert.That(
            () => trainer.Run(),
            Throws.InstanceOf<NonFiniteException>()
                .With.Message.Contains("last good checkpoint").And.Message.Contains(RunFolder.LastCheckpoint));
        Assert.That(File.ReadAllBytes(run.File(RunFolder.LastCheckpoint)), Is.EqualTo(good));
        Assert.That(Directory.GetFiles(run.Path, "*.tmp"), Is.Empty);
        Train(device, run, Options(epochs: 2), resume: true);
    }

    [TestCase("../../kept.safetensors")]
    [TestCase("/kept.safetensors")]
    [TestCase("configuration.json")]
    [TestCase("checkpoint-1/../../kept.safetensors")]
    [TestCase("checkpoint-1\\kept.safetensors")]
    [TestCase(null)]
    public void A_checkpoint_that_names_another_file_as_its_own_is_refused(string? name)
    {
        using var device = new CpuDevice(threads: 1);
        using var run = new RunFolder(_folder[$"names-{name?.GetHashCode(StringComparison.Ordinal)}"]);
        Train(device, run, Options(epochs: 1));
        var path = run.File(RunFolder.LastCheckpoint);
        using (var file = SafeTensorsFile.Open(path))
        {
            var tensors = file.Tensors.Select(tensor => FileTensor.Of<float>(tensor.Name, tensor.ToSingles(), [.. tensor.Shape])).ToList();
            var state = System.Text.Json.Nodes.JsonNode.Parse(file.Metadata["state"])!;
            state["BestCheckpoints"]![0]!["File"] = name;
            SafeTensorsFile.Write(path, tensors, new Dictionary<string, string>(file.Metadata) { ["state"] = state.ToJsonString() });
        }
        Assert.That(
            () => Train(device, run, Options(epochs: 2), resume: true),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("as a checkpoint of its run"));
        Assert.That(
            () => RunFolder.Weights(run.Path),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("as a checkpoint of its run"));
    }

    /// <summary>The loss of the only step is finite; its update is not.</summary>
    private MaskedModellingRecipe Poisoned(Device device, float wrong)
    {
        var recipe = Recipe(device, Options(epochs: 1));
        var (_, moment) = recipe.Objectives[0].Optimizer.State.First();
        moment.Set(Enumerable.Repeat(wrong, (int)moment.Data.Length).ToArray());
        return recipe;
    }

    private static TrainingOptions Options(int epochs) => new() { Epochs = epochs, BatchSize = 6, KeepBest = 2, ClipNorm = 1 };

    private MaskedModellingRecipe Recipe(Device device, TrainingOptions options)
    {
        var settings = new MaskedModellingOptions { Preset = "pluto", Window = 500, LearningRate = 1e-3, WarmupEpochs = 1 };
        return new MaskedModellingRecipe(
            device, _store, [.. Enumerable.Range(0, Recordings - Held)], [.. Enumerable.Range(Recordings - Held, Held)], settings, options);
    }

    private TrainingState Train(
        Device device, RunFolder run, TrainingOptions options, ITrainingProgress? progress = null, CancellationToken cancellation = default,
        bool resume = false)
    {
        var trainer = new Trainer<EcgBatch>(Recipe(device, options), options, run, "{}", progress);
        if (resume) trainer.Resume();
        return trainer.Run(cancellation);
    }

    private float[][] Weights(Device device, RunFolder run)
    {
        var recipe = Recipe(device, Options(epochs: 1));
        Checkpoint.LoadModel(run.File(RunFolder.LastCheckpoint), recipe.Model);
        return [.. recipe.Model.State().Select(entry => entry.Parameter.ToSingles())];
    }

    private static IEnumerable<double> Losses(RunFolder run) =>
        File.ReadAllLines(run.File("log.jsonl")).Select(line => Value(line, "train_loss"));

    private static double Value(string line, string name) =>
        System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty(name).GetDouble();
}
