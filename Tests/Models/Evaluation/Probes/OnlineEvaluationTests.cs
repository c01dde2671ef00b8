using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Evaluation.Reconstruction;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation.Probes;

/// <summary>Evaluation beside training, on synthetic hearts whose rate is a label.</summary>
public sealed class OnlineEvaluationTests
{
    private static readonly int[] Training = [.. Enumerable.Range(0, 20)];
    private static readonly int[] Validation = [.. Enumerable.Range(20, 8)];

    [Test]
    public void Adds_a_metric_per_label_in_its_epochs_and_scores_reconstructions()
    {
        using var folder = new TemporaryFolder();
        using var device = new CpuDevice(threads: 2);
        using var store = Prepare(folder, ["fast", "rate"]);
        var recipe = Recipe(device, store);

        var (second, third) = (new MetricSums(), new MetricSums());
        recipe.Validate(1, second);
        recipe.Validate(2, third);
        Assert.That(third.Sums.Keys, Is.EquivalentTo(new[] { "loss", "ncc" }));
        Assert.That(
            second.Sums.Keys,
            Is.SupersetOf(new[] { "loss", "ncc", "online_fast_auroc", "online_fast_f1", "online_rate_rmse", "online_rate_r2" }));
        Assert.That(second.Mean("online_fast_auroc"), Is.InRange(0, 1));

        var report = ReconstructionScore.Of(recipe, Validation, store.Manifest.Preparation.SamplingRateHz, resamples: 200);
        Assert.That((report.Recordings, report.Signals, report.DegenerateSignals), Is.EqualTo((8, 96, 0)));
        Assert.That(report.Methods.Select(method => method.Name), Is.EqualTo(new[] { "model", "interpolation", "mean beat" }));
        Assert.That(report.Methods[2].Ncc.Value, Is.GreaterThan(report.Methods[1].Ncc.Value), "beats repeat, lines do not");
        Assert.That(report.Differences[1].Ncc.Value, Is.EqualTo(report.Methods[0].Ncc.Value - report.Methods[2].Ncc.Value).Within(1e-12));
        Assert.That(
            report.Methods,
            Has.All.Matches<MethodScore>(method => method.Ncc.Low <= method.Ncc.Value && method.Ncc.Value <= method.Ncc.High));
    }

    [Test]
    public void Wants_labels()
    {
        using var folder = new TemporaryFolder();
        using var device = new CpuDevice(threads: 1);
        using var store = Prepare(folder, []);
        Assert.That(() => Recipe(device, store), Throws.ArgumentException.With.Message.Contains("table of labels"));
    }

    private static MaskedModellingRecipe Recipe(CpuDevice device, EcgStore store) => new(
        device, store, Training, Validation,
        new MaskedModellingOptions { Preset = "pluto", Window = 1000, MaskRatio = 0.5, OnlineEvaluationEpochs = 2 },
        new TrainingOptions { Epochs = 4, BatchSize = 5 });

    private static EcgStore Prepare(TemporaryFolder folder, string[] labels)
    {
        var sources = Enumerable.Range(0, Training.Length + Validation.Length).Select(i =>
        {
            var rate = 50 + 3 * i % 80;
            var model = new EcgModel { Rhythm = new HeartRhythm { HeartRateBpm = rate } };
            float[] known = labels.Length == 0 ? [] : [rate > 80 ? 1 : 0, rate];
            return new EcgSource(new CohortRecord($"r{i}", $"p{i}", known), () => SyntheticEcg.Record(model, seed: 8, i, seconds: 3));
        }).ToList();
        new EcgStoreWriter { Preparation = new EcgPreparation { WindowSamples = 1500 }, LabelNames = labels, Threads = 2 }
            .Write(folder["store"], sources);
        return EcgStore.Open(folder["store"]);
    }
}
