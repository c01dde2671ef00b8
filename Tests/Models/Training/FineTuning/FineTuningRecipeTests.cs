using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Evaluation.Intervals;
using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.FineTuning;
using EcgCmrNative.Tests.Data.Cohorts;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training.FineTuning;

/// <summary>Fine-tuning on a few synthetic ECGs: it learns what can be seen, resumes exactly, and changes nothing that is frozen.</summary>
public sealed class FineTuningRecipeTests
{
    private LabelledStore _store = null!;

    [OneTimeSetUp]
    public void Prepare() => _store = new LabelledStore();

    [OneTimeTearDown]
    public void CleanUp() => _store.Dispose();

    [TestCase(LabelledStore.Inverted, "auroc", 8)]
    [TestCase(LabelledStore.Axis, "pcc", 8)]
    [TestCase(LabelledStore.Death, "concordance", 16)]
    public void WhatCanBeSeenIsLearned(string target, string metric, int batch)
    {
        using var device = new CpuDevice(threads: 2);
        using var run = new RunFolder(_store.Folder[$"learns-{metric}"]);
        var configuration = Small(target);
        LabelledStore.Train(
            device, _store.Ecgs, configuration with { Training = configuration.Training with { Epochs = 2 * batch, BatchSize = batch } },
            run);
        var epochs = run.ReadEpochs();
        Assert.That(epochs[^1]["train_loss"], Is.LessThan(0.8 * epochs[0]["train_loss"]));
        Assert.That(epochs[^1][$"val_{metric}"], Is.GreaterThan(0.9));
    }

    [Test]
    public void SeveralKindsAreLearnedTogether()
    {
        using var device = new CpuDevice(threads: 2);
        using var run = new RunFolder(_store.Folder["together"]);
        var configuration = Small(LabelledStore.Inverted, LabelledStore.Grade, LabelledStore.Axis, LabelledStore.Death);
        LabelledStore.Train(device, _store.Ecgs, configuration with { Training = configuration.Training with { Epochs = 2 } }, run);
        Assert.That(run.ReadEpochs()[^1].Keys, Is.SupersetOf(new[]
        {
            "train_loss", "val_loss", "val_score", "val_auroc", "val_pcc", "val_r2", "val_concordance", "val_T_inverted_auroc",
            "val_T_inverted_f1", "val_grade_auroc", "val_grade_accuracy", "val_axis_degrees_rmse", "val_axis_degrees_mae",
            "val_death_concordance",
        }));
    }

    [Test]
    public void AFrozenEncoderStaysBitForBitAndTheHeadLearns()
    {
        using var device = new CpuDevice(threads: 2);
        using var run = new RunFolder(_store.Folder["frozen"]);
        var configuration = Frozen(LabelledStore.Inverted);
        var recipe = new FineTuningRecipe(device, _store.Ecgs, configuration);
        var before = State(recipe);
        new Trainer<FineTuningBatch>(recipe, configuration.Training, run, configuration.ToJson()).Run();
        var after = State(recipe);
        Assert.That(after.Keys, Is.SupersetOf(new[] { "head.0.running_mean", "head.1.weight", "head.1.bias", "blocks.0.attn.qkv.weight" }));
        foreach (var (name, values) in after)
            Assert.That(values, IsOfHead(name) ? Is.Not.EqualTo(before[name]) : Is.EqualTo(before[name]), name);
        var epochs = run.ReadEpochs();
        Assert.That(epochs[^1]["train_loss"], Is.LessThan(epochs[0]["train_loss"]));
    }

    /// <summary>A frozen encoder embeds as it will for predictions, so without stochastic depth.</summary>
    [Test]
    public void AFrozenEncoderDropsNoPath()
    {
        using var device = new CpuDevice(threads: 1);
        var frozen = Frozen(LabelledStore.Inverted);
        Assert.That(LossOf(frozen, 0.9), Is.EqualTo(LossOf(frozen, 0)));
        var trained = Small(LabelledStore.Inverted);
        Assert.That(LossOf(trained, 0.9), Is.Not.EqualTo(LossOf(trained, 0)));

        double LossOf(FineTuningConfiguration configuration, double dropPath)
        {
            var recipe = new FineTuningRecipe(
                device, _store.Ecgs, configuration with { Ecg = configuration.Ecg! with { DropPath = dropPath } });
            var batch = recipe.CreateBatch(8);
            recipe.Load(batch, [0, 1, 2, 3, 4, 5, 6, 7], epoch: 0);
            recipe.Model.Training = true;
            using var tape = new Tape { Random = new RandomSource(1) };
            return recipe.Loss(batch, 0, new MetricSums()).Item();
        }
    }

    /// <summary>As published, the head gets a pooled embedding that fc_norm was applied to twice.</summary>
    [Test]
    public void TheHeadGetsThePublishedEmbedding()
    {
        using var device = new ReferenceDevice();
        var predictor = new FineTuningRecipe(device, _store.Ecgs, Small(LabelledStore.Inverted)).Predictor;
        predictor.Training = false;
        var state = predictor.State().ToDictionary(entry => entry.Name, entry => entry.Parameter);
        // Gain and shift that show whether they were applied once or twice.
        state["fc_norm.weight"].Set([.. Enumerable.Range(0, 256).Select(i => 1 + 0.5 * Math.Sin(i))]);
        state["fc_norm.bias"].Set([.. Enumerable.Range(0, 256).Select(i => 0.3 * Math.Cos(i))]);
        var (gain, shift) = (state["fc_norm.weight"].ToDoubles(), state["fc_norm.bias"].ToDoubles());
        using var scope = TensorScope.Open();
        var x = Tensor.From(device, new Shape(1, 1, 12, 200), [.. Enumerable.Range(0, 2400).Select(i => Math.Sin(i))]);
        var once = predictor.Embed(x).ToDoubles();
        var deviation = Math.Sqrt(once.Average(value => Math.Pow(value - once.Average(), 2)) + 1e-6);
        double[] twice = [.. once.Select((value, i) => gain[i] * (value - once.Average()) / deviation + shift[i])];
        var weight = state["head.weight"].ToDoubles();
        Assert.That(predictor.Forward(x).ToDoubles(), Is.EqualTo(new[] { Output(0), Output(1) }).Within(1e-9));

        double Output(int k) => twice.Select((value, i) => value * weight[k * 256 + i]).Sum();
    }

    [Test]
    public void TheStatisticsOfAFrozenImageEncoderStayToo()
    {
        using var images = Images();
        using var device = new CpuDevice(threads: 2);
        using var run = new RunFolder(_store.Folder["frozen-images"]);
        var small = SmallImages(images);
        var configuration = small with { Cmr = small.Cmr! with { Frozen = true } };
        var recipe = new FineTuningRecipe(device, images, configuration);
        var before = State(recipe);
        new Trainer<FineTuningBatch>(recipe, configuration.Training, run, configuration.ToJson()).Run();
        Assert.That(before.Keys, Has.Some.EndsWith("running_mean").And.Some.EqualTo("head.0.running_mean"));
        foreach (var (name, values) in State(recipe))
            Assert.That(values, IsOfHead(name) ? Is.Not.EqualTo(before[name]) : Is.EqualTo(before[name]), name);
    }

    [Test]
    public void ImagesTrainAsWell()
    {
        using var images = Images();
        using var device = new CpuDevice(threads: 2);
        using var run = new RunFolder(_store.Folder["images"]);
        var configuration = SmallImages(images);
        LabelledStore.Train(device, images, configuration, run);
        var epochs = run.ReadEpochs();
        Assert.That(epochs[^1]["train_loss"], Is.LessThan(epochs[0]["train_loss"]));
        Assert.That(epochs[^1]["val_auroc"], Is.InRange(0, 1));
    }

    private static IEnumerable<TestCaseData> Interrupted()
    {
        yield return new TestCaseData(new Func<FineTuningConfiguration, FineTuningConfiguration>(small => small with
        {
            Options = small.Options with { Mixup = 0.8, CutMix = 1, DropLeads = 0.5, DropTimes = 0.25 },
            Ecg = small.Ecg! with { Augment = true, DropPath = 0.3, Pooling = TokenPooling.Attention },
        }), new[] { LabelledStore.Inverted, LabelledStore.Grade }).SetArgDisplayNames("mixed and dropped");
        yield return new TestCaseData(new Func<FineTuningConfiguration, FineTuningConfiguration>(small => small with
        {
            Options = small.Options with { DropPatches = 0.4, LabelFraction = 0.7 },
            Training = small.Training with { AccumulationSteps = 2, ClipNorm = 1 },
        }), new[] { LabelledStore.Axis, LabelledStore.Death }).SetArgDisplayNames("number and event");
        yield return new TestCaseData(new Func<FineTuningConfiguration, FineTuningConfiguration>(small => small with
        {
            Options = small.Options with { Optimizer = FineTuningOptimizer.Lars },
            Ecg = small.Ecg! with { Frozen = true },
        }), new[] { LabelledStore.Inverted }).SetArgDisplayNames("frozen, by LARS");
    }

    [TestCaseSource(nameof(Interrupted))]
    public void AnInterruptedRunEndsBitForBitLikeAnUninterruptedOne(
        Func<FineTuningConfiguration, FineTuningConfiguration> change, string[] targets)
    {
        var small = Small(targets);
        var configuration = change(small with { Training = small.Training with { Epochs = 2, CheckpointSteps = 3 } });
        var name = TestContext.CurrentContext.Test.ID;
        using var two = new CpuDevice(threads: 2);
        using var one = new CpuDevice(threads: 1);
        using var whole = new RunFolder(_store.Folder[$"whole-{name}"]);
        LabelledStore.Train(two, _store.Ecgs, configuration, whole);
        using var interrupted = new RunFolder(_store.Folder[$"interrupted-{name}"]);
        using var cancellation = new CancellationTokenSource();
        var state = LabelledStore.Train(
            two, _store.Ecgs, configuration, interrupted, new CancelAfter(5, cancellation), cancellation.Token);
        Assert.That(state.Finished, Is.False);
        Assert.That(LabelledStore.Train(one, _store.Ecgs, configuration, interrupted, resume: true).Finished, Is.True);
        Assert.That(Bytes(interrupted), Is.EqualTo(Bytes(whole)));
        Assert.That(Log(interrupted), Is.EqualTo(Log(whole)));
    }

    [Test]
    public void StartingWeightsAreLoadedAndTheHeadIsNew()
    {
        using var device = new CpuDevice(threads: 1);
        using var run = new RunFolder(_store.Folder["first"]);
        var first = Small(LabelledStore.Axis);
        LabelledStore.Train(device, _store.Ecgs, first with { Training = first.Training with { Epochs = 1 } }, run);
        var second = Small(LabelledStore.Inverted);
        var recipe = new FineTuningRecipe(
            device, _store.Ecgs,
            second with { Ecg = second.Ecg! with { Weights = run.Path, Frozen = true }, Training = second.Training with { Seed = 77 } });
        var before = State(recipe);
        recipe.LoadStartingWeights();
        using var trained = SafeTensorsFile.Open(RunFolder.Weights(run.Path));
        foreach (var (name, values) in State(recipe))
        {
            if (IsOfHead(name)) Assert.That(values, Is.EqualTo(before[name]), name);
            else Assert.That(values, Is.EqualTo(trained.Tensors[$"model.{name}"].ToSingles()), name);
        }
        Assert.That(before["blocks.0.attn.qkv.weight"], Is.Not.EqualTo(State(recipe)["blocks.0.attn.qkv.weight"]));
        Assert.That(
            recipe.Model.TrainableParameters().Select(entry => entry.Name), Is.EquivalentTo(new[] { "head.1.weight", "head.1.bias" }));
        Assert.That(
            new EcgSideOptions { Window = 100 }.FittedTo(run.Path), Is.EqualTo(new EcgSideOptions
            {
                Preset = "pluto",
                Window = 200,
                PatchSamples = 50,
                PatchLeads = 6,
            }));
    }

    /// <summary>The head is small where the embedding is good already: deviation 0.01 instead of 0.02.</summary>
    [TestCase(false, 0.02)]
    [TestCase(true, 0.01)]
    public void TheHeadStartsAsPublished(bool onTrained, double deviation)
    {
        using var device = new CpuDevice(threads: 1);
        var small = Small(LabelledStore.Inverted);
        var recipe = new FineTuningRecipe(
            device, _store.Ecgs, small with { Ecg = small.Ecg! with { Weights = onTrained ? "elsewhere" : null } });
        var head = State(recipe)["head.weight"];
        // 512 draws: 5 standard deviations of the estimate are 16 %.
        Assert.That(Math.Sqrt(head.Average(value => value * value)), Is.EqualTo(deviation).Within(16).Percent);
        Assert.That(State(recipe)["head.bias"], Is.All.Zero);
    }

    [Test]
    public void AStepTakesNothingNewFromTheSystemOnceShapesRepeat()
    {
        using var device = new CpuDevice(threads: 2);
        var small = Small(LabelledStore.Inverted, LabelledStore.Axis, LabelledStore.Death);
        var recipe = new FineTuningRecipe(device, _store.Ecgs, small with { Options = small.Options with { DropPatches = 0.25 } });
        recipe.Model.Training = true;
        var batch = recipe.CreateBatch(8);
        for (var i = 0; i < 3; i++) Step();
        var (taken, before) = (device.Memory.SystemAllocations, GC.GetAllocatedBytesForCurrentThread());
        Step();
        var first = GC.GetAllocatedBytesForCurrentThread() - before;
        for (var i = 0; i < 5; i++) Step();
        Assert.That(device.Memory.SystemAllocations, Is.EqualTo(taken));
        // Lists of the tape and the true values of the batch, but no inputs: they are 8 · 12 · 200 floats.
        Assert.That(first, Is.LessThan(8 * 12 * 200 * sizeof(float)));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(7 * first));

        void Step()
        {
            recipe.Load(batch, [0, 1, 2, 3, 4, 5, 6, 7], epoch: 0);
            recipe.Model.Training = true;
            using (var tape = new Tape { Random = new RandomSource(1) }) tape.Backward(recipe.Loss(batch, 0, new MetricSums()));
            recipe.Optimizer.Step(1e-4);
        }
    }

    [Test]
    public void PatchesAreDroppedInTrainingAlone()
    {
        using var device = new CpuDevice(threads: 2);
        var small = Small(LabelledStore.Inverted);
        var plain = new FineTuningRecipe(device, _store.Ecgs, small);
        var dropping = new FineTuningRecipe(device, _store.Ecgs, small with { Options = small.Options with { DropTimes = 0.5 } });
        Assert.That(dropping.Predict(LabelledStore.Validation), Is.EqualTo(plain.Predict(LabelledStore.Validation)));
        Assert.That(LossOf(dropping), Is.Not.EqualTo(LossOf(plain)));
        var batch = dropping.CreateBatch(4);
        dropping.Load(batch, [1, 2, 3, 4], epoch: 0);
        Assert.That((batch.Kept!.Patches, batch.Kept.KeptPatches), Is.EqualTo((8, 4)));

        static double LossOf(FineTuningRecipe recipe)
        {
            var batch = recipe.CreateBatch(4);
            recipe.Load(batch, [1, 2, 3, 4], epoch: 0);
            recipe.Model.Training = false;
            using var scope = TensorScope.Open();
            return recipe.Loss(batch, 0, new MetricSums()).Item();
        }
    }

    [Test]
    public void AMaskOfAllPatchesChangesNothing()
    {
        using var device = new ReferenceDevice();
        var recipe = new FineTuningRecipe(device, _store.Ecgs, Small(LabelledStore.Inverted));
        recipe.Model.Training = false;
        var encoder = (EcgEncoder)recipe.Predictor.Encoder;
        using var scope = TensorScope.Open();
        var x = Tensor.From(device, new Shape(2, 1, 12, 200), [.. Enumerable.Range(0, 4800).Select(i => Math.Sin(i))]);
        var whole = encoder.Forward(x).ToDoubles();
        Assert.That(encoder.Forward(x, PatchMask.None(2, 8)).ToDoubles(), Is.EqualTo(whole));
        var some = new PatchMask(2, 8, 4);
        some.DrawBlocks(new RandomSource(1), [0, 1], columns: 4, keptColumns: 2);
        Assert.That(encoder.Forward(x, some).ToDoubles(), Is.Not.EqualTo(whole));
        // What is dropped has no influence.
        var changed = x.ToDoubles();
        var visible = new bool[12 * 200];
        some.MarkVisible(0, encoder.Configuration, visible);
        for (var i = 0; i < visible.Length; i++) changed[i] += visible[i] ? 0 : 5;
        Assert.That(
            encoder.Forward(Tensor.From(device, x.Shape, changed), some).ToDoubles(), Is.EqualTo(encoder.Forward(x, some).ToDoubles()));
    }

    [Test]
    public void ARunEndsWithACalibratedModelThatPredictsTheSameFromItsFile()
    {
        using var device = new CpuDevice(threads: 2);
        using var run = new RunFolder(_store.Folder["model"]);
        var small = Small(LabelledStore.Inverted, LabelledStore.Axis, LabelledStore.Death);
        // Two of the 30 people have two of the 32 recordings each.
        var configuration = small with { Training = small.Training with { Epochs = 2 } };
        var recipe = new FineTuningRecipe(device, _store.Ecgs, configuration);
        var state = new Trainer<FineTuningBatch>(recipe, configuration.Training, run, configuration.ToJson()).Run();
        var tuned = FineTunedModel.Create(
            device, recipe, _store.Ecgs, configuration, state,
            new EvaluationOptions { Bootstrap = new BootstrapOptions(20), MinPeople = 10, MinEvents = 2 });
        var card = tuned.Card;
        Assert.That((card.TrainingPeople, card.ValidationPeople, card.TestPeople), Is.EqualTo((30, 14, 2)));
        Assert.That(card.Targets.Select(target => target.Target.Name), Is.EqualTo(new[] { "axis_degrees", "T_inverted", "death" }));
        Assert.That(card.Targets[1].Temperature, Is.EqualTo(1), "14 people are too few");
        Assert.That(card.Training["best epoch"], Is.AnyOf("1", "2"));
        Assert.That(
            card.Metrics.Where(metric => metric.Target == "death").Select(metric => metric.Metric), Is.EqualTo(new[] { "concordance" }));
        Assert.That(card.Metrics.Select(metric => metric.Set), Is.All.EqualTo("validation"), "2 people of the test set are too few");
        Assert.That((tuned.Validation.Count, tuned.Test.Count), Is.EqualTo((14, 2)));
        var path = run.File(PredictorFile.Name);
        PredictorFile.Write(path, recipe.Predictor, card);
        using var predictor = EcgPredictor.Load(run.Path, threads: 1);
        Assert.That(predictor.Card.ToJson(), Is.EqualTo(card.ToJson()));
        var outputs = predictor.Outputs(_store.Ecgs, LabelledStore.Validation);
        for (var i = 0; i < 14; i++) Assert.That(outputs[(i * 4)..(i * 4 + 4)], Is.EqualTo(tuned.Validation.Outputs(i).ToArray()));
        var row = LabelledStore.Validation[3];
        Assert.That(
            predictor.Predict(LabelledStore.Recording(row)).Targets.Select(target => target.Value),
            Is.EqualTo(predictor.Decode(predictor.Outputs(_store.Ecgs, [row])).Targets.Select(target => target.Value)));
    }

    /// <summary>No person of the validation set has the label: epochs cannot be compared, but the run goes on.</summary>
    [Test]
    public void AValidationSetWithoutAScoreDoesNotEndTheRun()
    {
        using var device = new CpuDevice(threads: 1);
        using var run = new RunFolder(_store.Folder["one-class"]);
        var small = Small(LabelledStore.Inverted);
        var configuration = small with { ValidationRows = [32, 34, 36], Training = small.Training with { Epochs = 2 } };
        Assert.That(LabelledStore.Train(device, _store.Ecgs, configuration, run).Finished, Is.True);
        Assert.That(run.ReadEpochs(), Has.Count.EqualTo(2));
    }

    [TestCase(LabelledStore.Axis)]
    [TestCase(LabelledStore.Death)]
    public void MixingWithOtherTargetsThanClassesIsRefused(string target)
    {
        using var device = new CpuDevice(threads: 1);
        var small = Small(LabelledStore.Inverted, target);
        foreach (var options in (FineTuningOptions[])[small.Options with { Mixup = 0.8 }, small.Options with { CutMix = 1 }])
            Assert.That(
                () => new FineTuningRecipe(device, _store.Ecgs, small with { Options = options }),
                Throws.ArgumentException.With.Message.Contains(
                    $"mixup and CutMix are for classes only; '{target.Split(':')[0]}' is not a target of classes"));
    }

    [Test]
    public void SettingsThatDoNotFitAreRefused()
    {
        using var device = new CpuDevice(threads: 1);
        var small = Small(LabelledStore.Inverted);
        Refused(small with { ValidationRows = [] }, "the validation set is empty");
        Refused(small with { Ecg = small.Ecg! with { Window = 600 } }, "600 samples is longer than the store's recordings of 500");
        Refused(small with { Ecg = null }, "give one of the two");
        Refused(small with { Cmr = new CmrSideOptions() }, "give one of the two");
        Refused(
            small with { Ecg = null, Cmr = new CmrSideOptions { Preset = "resnet18-narrow8" } }, "an image encoder needs a store of");
        Refused(small with { Options = small.Options with { DropTimes = 0.9 } }, "no patch would be left of 2 leads and 4 times");
        Refused(small with { Options = small.Options with { DropTimes = 0.5, DropPatches = 0.5 } }, "one by one or in blocks, not both");
        Refused(small with { Options = small.Options with { LabelFraction = 0 } }, "the share of labels");
        Refused(small with { Options = small.Options with { LabelSmoothing = 1.5 } }, "the label smoothing");
        Refused(small with { Options = small.Options with { DropPatches = 1 } }, "must be below 1");
        Refused(small with { Options = small.Options with { Mixup = double.PositiveInfinity } }, "mixup's alpha");
        Refused(small with { Options = small.Options with { MinimumLearningRate = 1 } }, "above that after warm-up");
        Refused(
            small with { Options = small.Options with { Targets = [small.Options.Targets[0] with { Name = "gone" }] } },
            "the rows have no label 'gone'");
        using var images = Images();
        var ofImages = SmallImages(images);
        Assert.That(
            () => new FineTuningRecipe(device, images, ofImages with { Options = ofImages.Options with { CutMix = 1 } }),
            Throws.ArgumentException.With.Message.Contains("CutMix is for ECGs only"));
        Assert.That(
            () => new FineTuningRecipe(device, images, ofImages with { Options = ofImages.Options with { DropPatches = 0.5 } }),
            Throws.ArgumentException.With.Message.Contains("images have no patches"));

        void Refused(FineTuningConfiguration configuration, string reason) => Assert.That(
            () => new FineTuningRecipe(device, _store.Ecgs, configuration), Throws.ArgumentException.With.Message.Contains(reason));
    }

    [Test]
    public void TheLearningRateFollowsTheSizeOfAnUpdate()
    {
        using var device = new CpuDevice(threads: 1);
        var small = Small(LabelledStore.Inverted);
        var recipe = new FineTuningRecipe(device, _store.Ecgs, small with
        {
            Options = small.Options with { LearningRate = null, BaseLearningRate = 3e-6, WarmupEpochs = 5 },
            Training = small.Training with { BatchSize = 8, AccumulationSteps = 2, Epochs = 10 },
        });
        Assert.That(recipe.LearningRate(5), Is.EqualTo(3e-6 * 16 / 4).Within(1e-15));
        Assert.That(recipe.LearningRate(2.5), Is.EqualTo(3e-6 * 16 / 8).Within(1e-15));
        Assert.That(recipe.LearningRate(10), Is.Zero.Within(1e-15));
        Assert.That(recipe.Optimizer, Is.InstanceOf<AdamW>());
    }

    private FineTuningConfiguration Small(params string[] targets) => LabelledStore.Small(_store.Ecgs, targets);

    private FineTuningConfiguration Frozen(string target) =>
        Small(target) is var small
            ? small with { Ecg = small.Ecg! with { Frozen = true }, Training = small.Training with { Epochs = 3 } }
            : throw new InvalidOperationException();

    private ImageStore Images()
    {
        var folder = _store.Folder["cmr"];
        if (!PreparedStore.IsIn(folder)) ImageStoreTests.Writer.Write(folder, ImageStoreTests.Sources(20));
        var images = ImageStore.Open(folder);
        images.TakeLabels(new LabelTable(
            ["large"], [.. Enumerable.Range(0, 20).Select(i => new CohortRecord($"study{i}", $"study{i}", [i / 2 % 2]))]));
        return images;
    }

    private static FineTuningConfiguration SmallImages(ImageStore images)
    {
        var configuration = new FineTuningConfiguration
        {
            Cmr = new CmrSideOptions { Preset = "resnet18-narrow8", Input = new CmrInput { Size = 32 } },
            Training = new TrainingOptions { Epochs = 4, BatchSize = 4, KeepBest = 1, Seed = 5 },
            ValidationRows = [0, 3, 5, 6],
            TestRows = [7],
        };
        return configuration with
        {
            Options = new FineTuningOptions
            {
                LearningRate = 3e-3,
                WarmupEpochs = 0,
                Targets = LabelledStore.Describe(["large"], images, configuration.TrainingRows(images.Count)),
            },
        };
    }

    private static Dictionary<string, float[]> State(FineTuningRecipe recipe) =>
        recipe.Model.State().ToDictionary(entry => entry.Name, entry => entry.Parameter.ToSingles());

    private static bool IsOfHead(string name) => name.StartsWith("head.", StringComparison.Ordinal);

    private static byte[] Bytes(RunFolder run)
    {
        using var file = SafeTensorsFile.Open(run.File(RunFolder.LastCheckpoint));
        using var all = new MemoryStream();
        foreach (var tensor in file.Tensors) tensor.WriteTo(all);
        return all.ToArray();
    }

    private static IEnumerable<double> Log(RunFolder run) =>
        run.ReadEpochs().SelectMany(epoch => new[] { epoch["train_loss"], epoch["val_loss"] });
}
