using System.Text.Json;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using EcgCmrNative.Tests.Models.Training.Runs;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>Settings that were changed on resume are in the log and in the report.</summary>
public sealed class ResumedReportTests
{
    private PairStores _stores = null!;

    [OneTimeSetUp]
    public void Prepare() => _stores = new PairStores();

    [OneTimeTearDown]
    public void CleanUp() => _stores.Dispose();

    [TestCase("mdm")]
    [TestCase("simclr-ecg")]
    public void Changed_settings_are_shown(string recipe)
    {
        var path = _stores.Folder[recipe];
        var small = SmallRun.Small(recipe);
        using (var cancellation = new CancellationTokenSource())
        using (var device = new CpuDevice(threads: 1))
        using (var run = SmallRun.Start(path, small with { Training = small.Training with { Epochs = 3 } }, _stores))
            SmallRun.Train(device, run, _stores, cancellation.Token, new CancelAfterEpoch(cancellation));
        var before = Log(path);
        Assert.That(before, Has.Count.EqualTo(1));

        var resumed = CommandRun.Of(
            "pretrain", recipe, "--ecg", _stores.Folder["ecg"], "--out", path, "--resume", "--lr", "1.25e-7", "--clip-norm", "0.75",
            "--threads", "1");
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Error);
        var after = Log(path);
        Assert.That(after, Has.Count.EqualTo(3));
        Assert.That(after[0], Is.EqualTo(before[0]));
        // Above the new rate before, at most as high afterwards; the norm of the gradients is in the log where it is limited.
        Assert.That(after[0]["train_lr"], Is.GreaterThan(1.25e-7));
        Assert.That(after.Skip(1).Select(epoch => epoch["train_lr"]), Has.All.InRange(0, 1.25e-7));
        Assert.That(after[0].ContainsKey("train_gradient_norm"), Is.False);
        Assert.That(after.Skip(1), Has.All.Matches<Dictionary<string, double>>(epoch => epoch.ContainsKey("train_gradient_norm")));

        var report = File.ReadAllText(Path.Combine(path, RunFolder.ReportFile));
        Assert.That(report, Does.Contain("Settings that were changed"));
        Assert.That(
            report, Does.Contain("<th scope=\"row\">Options.LearningRate</th>").And.Contain("<td>1.25E-07</td><td>2</td><td>1</td>"));
        Assert.That(report, Does.Contain("<th scope=\"row\">Training.ClipNorm</th><td>not set</td><td>0.75</td><td>2</td><td>1</td>"));
    }

    [Test]
    public void Without_changes_the_report_has_no_such_section()
    {
        var path = _stores.Folder["unchanged"];
        var run = CommandRun.Of(Processes.SmallPretraining.Words("mdm", _stores, path, epochs: 1));
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(File.ReadAllText(Path.Combine(path, RunFolder.ReportFile)), Does.Not.Contain("Settings that were changed"));
    }

    private static List<Dictionary<string, double>> Log(string path) =>
        [.. File.ReadLines(Path.Combine(path, "log.jsonl")).Select(line => JsonSerializer.Deserialize<Dictionary<string, double>>(line)!)];

    private sealed class CancelAfterEpoch(CancellationTokenSource source) : ITrainingProgress
    {
        public void Step(in TrainingStep step) { }

        public void Epoch(TrainingEpoch epoch) => source.Cancel();
    }
}
