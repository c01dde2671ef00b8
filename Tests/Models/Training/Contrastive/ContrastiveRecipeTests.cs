using System.Text.RegularExpressions;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Contrastive.Views;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training.Contrastive;

/// <summary>
/// Every contrastive recipe on a few small samples: it resumes exactly, whatever the threads, and does what its settings say.
/// </summary>
public sealed class ContrastiveRecipeTests
{
    private PairStores _stores = null!;

    private static IEnumerable<string> Recipes() => ContrastiveRecipes.All;

    [OneTimeSetUp]
    public void Prepare() => _stores = new PairStores();

    [OneTimeTearDown]
    public void CleanUp() => _stores.Dispose();

    [TestCaseSource(nameof(Recipes))]
    public void AnInterruptedRunEndsBitForBitLikeAnUninterruptedOne(string recipe)
    {
        var configuration = Small(recipe);
        using var two = new CpuDevice(threads: 2);
        using var one = new CpuDevice(threads: 1);
        using var whole = new RunFolder(_stores.Folder[$"{recipe}-whole"]);
        Train(two, configuration, whole);
        using var interrupted = new RunFolder(_stores.Folder[$"{recipe}-interrupted"]);
        using var cancellation = new CancellationTokenSource();
        Train(two, configuration, interrupted, new CancelAfter(3, cancellation), cancellation.Token);
        Assert.That(cancellation.IsCancellationRequested, Is.True);
        var state = Train(one, configuration, interrupted, resume: true);
        Assert.That(state.Finished, Is.True);
        Assert.That(Weights(interrupted), Is.EqualTo(Weights(whole)));
        Assert.That(Log(interrupted), Is.EqualTo(Log(whole)));
    }

    [Test]
    public void HeldOutPairsAreMeasured()
    {
        using var device = new CpuDevice(threads: 2);
        using var run = new RunFolder(_stores.Folder["measured"]);
        Train(device, Small(ContrastiveRecipes.Multimodal), run);
        Assert.That(run.ReadEpochs()[^1].Keys, Is.SupersetOf(new[]
        {
            "val_loss", "val_top1", "val_ecg_to_cmr_r1", "val_ecg_to_cmr_r1_high", "val_ecg_to_cmr_r10_low", "val_pairs",
            "val_cmr_to_ecg_median_rank", "val_cmr_to_ecg_median_rank_low", "val_alignment", "val_modality_gap",
            "val_uniformity_ecg", "val_classifier_loss", "val_classifier_auroc", "train_classifier_lr",
        }));
    }

    [Test]
    public void FrozenEncodersStayAndTheRestLearns()
    {
        using var device = new CpuDevice(threads: 1);
        using var run = new RunFolder(_stores.Folder["frozen"]);
        var small = Small(ContrastiveRecipes.Multimodal);
        var configuration = small with { Cmr = small.Cmr! with { Frozen = true }, Ecg = small.Ecg! with { Frozen = true } };
        var before = State(ContrastiveRecipe.Create(device, _stores.Cohort, configuration));
        var recipe = ContrastiveRecipe.Create(device, _stores.Cohort, configuration);
        new Trainer<ContrastiveBatch>(recipe, configuration.Training, run, configuration.ToJson()).Run();
        foreach (var (name, values) in State(recipe))
        {
            var isFrozen = name.StartsWith("encoder_", StringComparison.Ordinal)
                || name.StartsWith("classifier_criterion", StringComparison.Ordinal);
            Assert.That(values, isFrozen ? Is.EqualTo(before[name]) : Is.Not.EqualTo(before[name]), name);
        }
    }

    [Test]
    public void ByTheReferenceAFrozenEncodersStatisticsMoveAndTheFirstEpochLearnsNothing()
    {
        using var device = new CpuDevice(threads: 1);
        using var run = new RunFolder(_stores.Folder["quirks"]);
        var small = Small(ContrastiveRecipes.Multimodal);
        var configuration = small with
        {
            Options = small.Options with { ReferenceQuirks = true, WarmupEpochs = 2 },
            Cmr = small.Cmr! with { Frozen = true },
            Classifier = null,
            Training = small.Training with { Epochs = 2 },
        };
        var recipe = ContrastiveRecipe.Create(device, _stores.Cohort, configuration);
        Assert.That(recipe.LearningRate(0.5), Is.Zero);
        var before = State(recipe);
        new Trainer<ContrastiveBatch>(recipe, configuration.Training with { Epochs = 1 }, run, configuration.ToJson()).Run();
        var after = State(recipe);
        Assert.That(after["projection_head_ecg.layers.0.weight"], Is.EqualTo(before["projection_head_ecg.layers.0.weight"]));
        Assert.That(after["encoder_imaging.1.running_mean"], Is.Not.EqualTo(before["encoder_imaging.1.running_mean"]));
        Assert.That(after["encoder_imaging.0.weight"], Is.EqualTo(before["encoder_imaging.0.weight"]));
    }

    [Test]
    public void EachSideHasItsLearningRate()
    {
        using var device = new CpuDevice(threads: 1);
        var small = Small(ContrastiveRecipes.Multimodal);
        var recipe = ContrastiveRecipe.Create(device, _stores.Cohort, small with
        {
            Cmr = small.Cmr! with { LearningRate = small.Options.LearningRate / 10 },
            Ecg = small.Ecg! with { LearningRate = small.Options.LearningRate * 3 },
        });
        Assert.That(Scales(recipe), Is.EqualTo(new[] { 0.1, 0.1, 3, 3, 1 }).Within(1e-12));
        Assert.That(recipe.Objectives.Select(objective => objective.LearningRate(7)).Last(), Is.EqualTo(3e-4));
    }

    [TestCase(ContrastiveRecipes.Multimodal, "projection_head")]
    [TestCase(ContrastiveRecipes.MultimodalByol, "pr(ojector|edictor)")]
    public void HeadsHaveTheirLearningRate(string name, string head)
    {
        using var device = new CpuDevice(threads: 1);
        var small = Small(name);
        var recipe = ContrastiveRecipe.Create(device, _stores.Cohort, small with
        {
            Options = small.Options with { HeadLearningRate = small.Options.LearningRate * 2 },
            Cmr = small.Cmr! with { LearningRate = small.Options.LearningRate / 10 },
        });
        Assert.That(Scales(recipe), Is.EqualTo(new[] { 0.1, 2, 1, 2, 1 }).Within(1e-12));
        foreach (var (group, isHead) in recipe.Optimizer.Groups.Zip([false, true, false, true]))
        {
            Assert.That(group.Parameters, Is.Not.Empty);
            foreach (var (parameter, _) in group.Parameters) Assert.That(Regex.IsMatch(parameter, head), Is.EqualTo(isHead), parameter);
        }
    }

    [Test]
    public void ChunksGiveTheGradientsOfTheWholeBatchUnderTheSameStatistics()
    {
        using var device = new ReferenceDevice();
        var small = Small(ContrastiveRecipes.Multimodal);
        var configuration = small with { Ecg = small.Ecg! with { DropPath = 0 }, Classifier = null };
        var whole = Gradients(device, configuration);
        var chunks = Gradients(device, configuration with { Options = configuration.Options with { ChunkSize = 2 } });
        Assert.That(whole.Keys, Has.Some.StartsWith("encoder_imaging."));
        Assert.That(chunks.Keys, Is.EquivalentTo(whole.Keys));
        // One error over all: a gradient that is 0 but for rounding has none of its own.
        Assert.That(
            DeviceComparison.RelativeError(
                [.. whole.Keys.SelectMany(name => chunks[name])], [.. whole.Values.SelectMany(gradient => gradient)]),
            Is.LessThan(1e-9));
    }

    [TestCase(ContrastiveRecipes.SimClrEcg)]
    [TestCase(ContrastiveRecipes.SimClrCmr)]
    [TestCase(ContrastiveRecipes.Byol)]
    [TestCase(ContrastiveRecipes.BarlowTwins)]
    public void AClassifierOfViewsLearnsAndChangesNothingElse(string recipe)
    {
        using var device = new CpuDevice(threads: 2);
        using var with = new RunFolder(_stores.Folder[$"{recipe}-with"]);
        using var without = new RunFolder(_stores.Folder[$"{recipe}-without"]);
        var configuration = Small(recipe);
        Train(device, configuration, with);
        Train(device, configuration with { Classifier = null }, without);
        var (observed, alone) = (State(with), State(without));
        foreach (var (name, values) in alone) Assert.That(observed[name], Is.EqualTo(values), name);
        var start = ContrastiveRecipe.Create(device, configuration.Ecg is null ? _stores.Images : _stores.Ecgs, configuration).Model.State()
            .Single(entry => entry.Name == "classifier.model.weight").Parameter.ToDoubles();
        var end = observed.Single(entry => entry.Key.EndsWith("classifier.model.weight", StringComparison.Ordinal)).Value;
        Assert.That(end, Is.Not.EqualTo(start));
        Assert.That(
            with.ReadEpochs()[^1].Keys,
            Is.SupersetOf(new[] { "train_classifier_loss", "val_classifier_loss", "val_classifier_accuracy", "val_classifier_f1" }));
    }

    [TestCase(ContrastiveRecipes.Clocs)]
    [TestCase(ContrastiveRecipes.SimClrEcg)]
    public void ALearnedTemperatureDoesNotDecayAndIsLogged(string recipe)
    {
        using var device = new CpuDevice(threads: 1);
        using var run = new RunFolder(_stores.Folder[$"{recipe}-temperature"]);
        var small = Small(recipe);
        var configuration = small with { Options = small.Options with { LearnTemperature = true } };
        var decays = ContrastiveRecipe.Create(device, _stores.Ecgs, configuration).Optimizer.Groups
            .SelectMany(group => group.Parameters.Select(entry => (entry.Name, group.WeightDecay))).ToDictionary();
        Assert.That((decays["logit_scale"], decays["encoder_ecg.cls_token"]), Is.EqualTo((0.0, configuration.Options.WeightDecay)));
        Train(device, configuration, run);
        Assert.That(run.ReadEpochs()[^1]["train_temperature"], Is.Not.EqualTo(0.1).Within(1e-6).And.InRange(0.01, 1));
    }

    [Test]
    public void HeldOutPairsShowWhereTheirSidesAgree()
    {
        using var device = new CpuDevice(threads: 1);
        var recipe = ContrastiveRecipe.Create(device, _stores.Cohort, Small(ContrastiveRecipes.Multimodal));
        var localization = recipe.Localize([5, 1])!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                localization.Patients, Is.EqualTo(new[] { _stores.Cohort.Patients[5].Patient, _stores.Cohort.Patients[1].Patient }));
            Assert.That(localization.Maps.EcgShape, Is.EqualTo(new Shape(2, 12, 4)));
            Assert.That(localization.Maps.Image, Has.All.Not.NaN.And.Some.Not.Zero);
            Assert.That(ContrastiveRecipe.Create(device, _stores.Cohort, Small(ContrastiveRecipes.MultimodalByol)).Localize([5]), Is.Null);
        }
    }

    /// <summary>Otherwise the epochs after a failed picture would be trained in evaluation mode.</summary>
    [Test]
    public void EncodersReturnToTheirModeWhenPairsCannotBeRead([Values] bool isTraining)
    {
        using var device = new CpuDevice(threads: 1);
        var recipe = ContrastiveRecipe.Create(device, _stores.Cohort, Small(ContrastiveRecipes.Multimodal));
        recipe.Learner.Training = isTraining;
        Assert.That(() => recipe.Localize([PairStores.People]), Throws.Exception, "there is no such person");
        Assert.That(Modes(), Is.All.EqualTo(isTraining));
        Assert.That(
            () => recipe.Project([0, 1], (_, _) => throw new InvalidOperationException("stop")), Throws.InvalidOperationException);
        Assert.That(Modes(), Is.All.EqualTo(isTraining));

        IEnumerable<bool> Modes() => recipe.Learner.Sides.Select(side => side.Encoder.Training).Append(recipe.Learner.Training);
    }

    [Test]
    public void ThePreparationOfImagesIsReadFromCheckpointsThatHaveIt()
    {
        var plain = Small(ContrastiveRecipes.Multimodal);
        Assert.That(plain.ToJson(), Does.Not.Contain(nameof(plain.ImagePreparation)), "a plan of earlier versions has the same JSON");
        Assert.That(ContrastiveConfiguration.Parse("run", plain.ToJson()).ImagePreparation, Is.Null);
        var own = plain with { ImagePreparation = new CmrPreparation { Size = 96, MissingPhases = MissingPhases.Repeat } };
        Assert.That(ContrastiveConfiguration.Parse("run", own.ToJson()).ImagePreparation, Is.EqualTo(own.ImagePreparation));
        var invalid = plain with { ImagePreparation = new CmrPreparation { Size = 0 } };
        Assert.That(
            () => ContrastiveConfiguration.Parse("run", invalid.ToJson()),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("invalid image size 0"));
        // The settings of another run say nothing of the images of this one.
        Assert.That(((ContrastiveConfiguration)plain.With("run", own.ToJson())).ImagePreparation, Is.Null);
    }

    [Test]
    public void EncodersOfEarlierRunsAreTaken()
    {
        using var device = new CpuDevice(threads: 1);
        using var ecgRun = new RunFolder(_stores.Folder["ecg-run"]);
        using var cmrRun = new RunFolder(_stores.Folder["cmr-run"]);
        Train(device, Small(ContrastiveRecipes.Byol), ecgRun);
        Train(device, Small(ContrastiveRecipes.SimClrCmr), cmrRun);
        var recipe = ContrastiveRecipe.Create(device, _stores.Cohort, Small(ContrastiveRecipes.Multimodal));
        recipe.LoadEncoder(Modality.Cmr, cmrRun.Path);
        recipe.LoadEncoder(Modality.Ecg, ecgRun.Path);
        var state = State(recipe);
        var byol = ContrastiveRecipe.Create(device, _stores.Ecgs, Small(ContrastiveRecipes.Byol));
        Checkpoint.LoadModel(RunFolder.Weights(ecgRun.Path), byol.Model);
        foreach (var (name, parameter) in byol.Model.State()
            .Where(entry => entry.Name.StartsWith("online_network.encoder.", StringComparison.Ordinal)))
            Assert.That(
                state[name.Replace("online_network.encoder", "encoder_ecg", StringComparison.Ordinal)],
                Is.EqualTo(parameter.ToSingles()), name);
        var simClr = ContrastiveRecipe.Create(device, _stores.Images, Small(ContrastiveRecipes.SimClrCmr));
        Checkpoint.LoadModel(RunFolder.Weights(cmrRun.Path), simClr.Model);
        foreach (var (name, parameter) in simClr.Model.State()
            .Where(entry => entry.Name.StartsWith("encoder_imaging.", StringComparison.Ordinal)))
            Assert.That(state[name], Is.EqualTo(parameter.ToSingles()), name);
    }

    [Test]
    public void AConfigurationSurvivesItsJson()
    {
        foreach (var recipe in ContrastiveRecipes.All)
        {
            var configuration = ContrastiveRecipes.Of(recipe).Published() with
            {
                Classifier = new ClassifierOptions { Label = "CAD", Side = Modality.Cmr },
            };
            var read = ContrastiveConfiguration.Parse("run", configuration.ToJson());
            Assert.That(
                (read.Options, read.Training, read.Ecg, read.Cmr, read.Classifier),
                Is.EqualTo((configuration.Options, configuration.Training, configuration.Ecg, configuration.Cmr, configuration.Classifier)),
                recipe);
        }
    }

    internal static ContrastiveConfiguration Small(string recipe)
    {
        var published = ContrastiveRecipes.Of(recipe).Published();
        return published with
        {
            Training = published.Training with { Epochs = 2, BatchSize = 4, KeepBest = 1, CheckpointSteps = 1, Seed = 5 },
            Options = published.Options with { LearningRate = 1e-3, WarmupEpochs = 1, HiddenWidth = 16, ProjectionWidth = 8 },
            Ecg = published.Ecg is null ? null : published.Ecg with { Preset = "pluto", Window = 200, DropPath = 0.3 },
            Cmr = published.Cmr is not { } side
                ? null
                : side with { Preset = "resnet18-narrow8", Input = side.Input with { Size = 32 } },
            Classifier = recipe == ContrastiveRecipes.MultimodalByol
                ? null
                : new ClassifierOptions
                {
                    Label = published.Ecg is null ? PairStores.ImageLabel : "CAD",
                    ClassWeights = published.Ecg is null ? [.. Enumerable.Repeat(1.0, PairStores.People)] : [0.55, 10],
                },
            Leads = published.Ecg is null ? [] : Enum.GetNames<Lead>(),
            ValidationRows = [0, 1, 5],
            TestRows = [7],
        };
    }

    private TrainingState Train(
        Device device, ContrastiveConfiguration configuration, RunFolder folder, ITrainingProgress? progress = null,
        CancellationToken cancellation = default, bool resume = false)
    {
        return configuration is { Ecg: not null, Cmr: not null }
            ? Run(ContrastiveRecipe.Create(device, _stores.Cohort, configuration))
            : Run(ContrastiveRecipe.Create(device, configuration.Ecg is null ? _stores.Images : _stores.Ecgs, configuration));

        TrainingState Run<TBatch>(IRecipe<TBatch> recipe)
        {
            var trainer = new Trainer<TBatch>(recipe, configuration.Training, folder, configuration.ToJson(), progress);
            if (resume) trainer.Resume();
            return trainer.Run(cancellation);
        }
    }

    private Dictionary<string, double[]> Gradients(Device device, ContrastiveConfiguration configuration)
    {
        var recipe = ContrastiveRecipe.Create(device, _stores.Cohort, configuration);
        recipe.Model.Training = true;
        recipe.Learner.Encoder(Modality.Cmr).StatisticsAreFrozen = true;
        var batch = recipe.CreateBatch(5);
        recipe.Load(batch, [0, 1, 2, 3, 4], epoch: 0);
        using var tape = new Tape();
        tape.Backward(recipe.Loss(batch, 0, new MetricSums()));
        var gradients = new Dictionary<string, double[]>();
        foreach (var (name, parameter) in recipe.Model.TrainableParameters().Where(entry => entry.Parameter.HasGradient))
        {
            gradients[name] = new double[parameter.Shape.Count];
            device.Download(parameter.Gradient, gradients[name]);
        }
        return gradients;
    }

    private static IEnumerable<double> Scales(ContrastiveRecipe recipe) => recipe.Optimizer.Groups.Select(group => group.LearningRateScale);

    private static Dictionary<string, float[]> State<TBatch>(IRecipe<TBatch> recipe) =>
        recipe.Model.State().ToDictionary(entry => entry.Name, entry => entry.Parameter.ToSingles());

    private static Dictionary<string, double[]> State(RunFolder run)
    {
        using var file = SafeTensorsFile.Open(run.File(RunFolder.LastCheckpoint));
        return file.Tensors.Where(tensor => !tensor.Name.StartsWith("optimizer", StringComparison.Ordinal))
            .ToDictionary(tensor => tensor.Name, tensor => tensor.ToDoubles());
    }

    private static byte[] Weights(RunFolder run)
    {
        using var file = SafeTensorsFile.Open(run.File(RunFolder.LastCheckpoint));
        using var all = new MemoryStream();
        foreach (var tensor in file.Tensors) tensor.WriteTo(all);
        return all.ToArray();
    }

    private static IEnumerable<double> Log(RunFolder run) =>
        run.ReadEpochs().SelectMany(epoch => new[] { epoch["train_loss"], epoch["val_loss"] });
}
