using EcgCmrNative.Models.Training;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using EcgCmrNative.Tests.Tools.Processes;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

/// <summary>Without checkpoints of the best epochs a run is complete, resumed and used by its last one.</summary>
public sealed class KeepBestTests
{
    private PairStores _stores = null!;

    [OneTimeSetUp]
    public void Prepare() => _stores = new PairStores();

    [OneTimeTearDown]
    public void CleanUp() => _stores.Dispose();

    [TestCase("mdm")]
    [TestCase("simclr-ecg")]
    public void Zero_keeps_the_last_checkpoint_alone(string recipe)
    {
        var folder = _stores.Folder[$"last-{recipe}"];
        var trained = Pretrain();
        Assert.That(trained.Output, Does.Contain("best epoch ").And.Contain("of the last epoch; no other is kept (--keep-best 0)"));
        Assert.That(
            Directory.GetFiles(folder, "*.safetensors").Select(Path.GetFileName), Is.EqualTo(new[] { RunFolder.LastCheckpoint }));
        Assert.That(Path.Combine(folder, RunFolder.ReportFile), Does.Exist);
        Assert.That(RunFolder.Weights(folder), Is.EqualTo(Path.Combine(folder, RunFolder.LastCheckpoint)));
        Assert.That(Checkpoint.ReadState(RunFolder.Weights(folder)).BestCheckpoints, Is.Empty);

        var resumed = Pretrain("--resume");
        Assert.That(resumed.Output, Does.Contain("best epoch "));
        var exported = CommandRun.Of("export", "--weights", folder, "--out", _stores.Folder[$"weights-{recipe}"]);
        Assert.That(exported.ExitCode, Is.Zero, exported.Error);

        CommandRun Pretrain(params string[] more)
        {
            var run = CommandRun.Of(SmallPretraining.Words(recipe, _stores, folder, epochs: 2, ["--keep-best", "0", .. more]));
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            return run;
        }
    }

    [Test]
    public void The_help_says_what_zero_does() =>
        Assert.That(
            CommandRun.Of("pretrain", "mdm", "--help").Output.Split("--keep-best")[1], Does.Match(@"0\s+keeps\s+the\s+last\s+one\s+only"));
}
