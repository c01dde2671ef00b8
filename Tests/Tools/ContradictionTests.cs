using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Tests.Models.Training;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using EcgCmrNative.Tests.Models.Training.Runs;
using EcgCmrNative.Tests.Tools.Processes;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>Options that contradict each other or a checkpoint: the message names the option, in the words of the command line.</summary>
public sealed class ContradictionTests
{
    private PairStores _stores = null!;

    [OneTimeSetUp]
    public void Prepare() => _stores = new PairStores();

    [OneTimeTearDown]
    public void CleanUp() => _stores.Dispose();

    [Test]
    public void Heads_that_a_checkpoint_contradicts()
    {
        var (run, file) = (_stores.Folder["run"], _stores.Folder["e.npy"]);
        Assert.That(CommandRun.Of(SmallPretraining.Words("mdm", _stores, run, epochs: 1)).ExitCode, Is.Zero);
        string[] words = ["embed", "--weights", run, "--ecg", _stores.Folder["ecg"], "--out", file];
        var refused = CommandRun.Of([.. words, "--heads", "7"]);
        Assert.That(refused.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(
            refused.Error,
            Does.Match(@"its encoder has \d+ attention heads, not 7 \(--heads\)").And.Contain(run).And.Not.Contain("Parameter"));
        Assert.That(file, Does.Not.Exist);
    }

    [TestCase("--lr 1e-4 --min-lr 1e-3")]
    [TestCase("--base-lr 1e-6 --batch-size 4 --min-lr 2e-6")]
    [TestCase("--min-lr 1")]
    public void A_minimum_learning_rate_above_the_learning_rate(string options)
    {
        string[] words = ["pretrain", "mdm", "--ecg", _stores.Folder["ecg"], "--out", _stores.Folder["never"], .. options.Split(' ')];
        var refused = CommandRun.Of(words);
        Assert.That(refused.ExitCode, Is.EqualTo(ExitCode.UsageError));
        Assert.That(
            refused.Error,
            Does.Contain("(--min-lr)").And.Contain("above that after warm-up").And.Contain("lower it")
                .And.Not.Contain("MinimumLearningRate"));
        Assert.That(_stores.Folder["never"], Does.Not.Exist);
    }

    /// <summary>The rate that counts is that of the run, which is in its checkpoint.</summary>
    [Test]
    public void The_minimum_of_a_resumed_run_is_compared_with_its_own_learning_rate()
    {
        var path = _stores.Folder["resumed"];
        Interrupt(path);
        string[] words = ["pretrain", "mdm", "--ecg", _stores.Folder["ecg"], "--out", path, "--resume", "--threads", "1"];
        foreach (var above in (string[][])[["--min-lr", "2e-3"], ["--lr", "1e-5", "--min-lr", "2e-5"]])
        {
            var refused = CommandRun.Of([.. words, .. above]);
            Assert.That(refused.ExitCode, Is.EqualTo(ExitCode.Failure), refused.Error);
            Assert.That(refused.Error, Does.Contain("(--min-lr)").And.Contain("above that after warm-up"));
        }
        // Above the published rate for these batches, below that of the run.
        var resumed = CommandRun.Of([.. words, "--min-lr", "9e-4"]);
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Error);
    }

    /// <summary>A run of learning rate 1e-3 that was stopped after its first epoch.</summary>
    private void Interrupt(string path)
    {
        var small = (MaskedModellingConfiguration)SmallRun.Small(MaskedModellingRecipe.RecipeName);
        using var cancellation = new CancellationTokenSource();
        using var device = new CpuDevice(threads: 1);
        using var run = SmallRun.Start(path, small with { Training = small.Training with { Epochs = 2 } }, _stores);
        SmallRun.Train(device, run, _stores, cancellation.Token, new CancelAfter(4, cancellation));
        Assert.That(Checkpoint.ReadState(Path.Combine(path, RunFolder.LastCheckpoint)).Finished, Is.False);
    }
}
