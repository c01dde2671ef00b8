using EcgCmrNative.Models.Training;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Processes;

/// <summary>A disk that does not confirm what is written: <c>fsync</c> of the operating system fails.</summary>
public sealed class FailingDiskTests
{
    private const int InputOutputError = 5, NoSpaceLeft = 28;

    /// <summary>
    /// Every file costs two calls, of the file and of its folder. A resumed epoch writes the configuration, its own checkpoint, the log
    /// and the last checkpoint.
    /// </summary>
    private const int CallsUntilLastCheckpoint = 6;

    [TestCase(InputOutputError, 0, 2, CallsUntilLastCheckpoint)]
    [TestCase(NoSpaceLeft, CallsUntilLastCheckpoint)]
    public void The_old_checkpoint_stays_until_the_new_one_is_on_the_disk(int error, params int[] callsBeforeFailure)
    {
        using var stores = new PairStores();
        var library = PreloadedLibrary.Require(stores.Folder);
        var (whole, folder) = (stores.Folder["whole"], stores.Folder["run"]);
        Assert.That(EcgcmrProcess.Run(Words(whole)).ExitCode, Is.Zero);

        // The first epoch ends with its folder's call, so that the second epoch's fail.
        var started = Failing(Words(folder), 2 + CallsUntilLastCheckpoint + 2);
        Assert.That(started.ExitCode, Is.EqualTo(1), started.Error);
        var last = Path.Combine(folder, RunFolder.LastCheckpoint);
        var old = File.ReadAllBytes(last);
        foreach (var calls in callsBeforeFailure)
        {
            var failed = Failing([.. Words(folder), "--resume"], calls);
            Assert.That(failed.ExitCode, Is.EqualTo(1), failed.Error);
            Assert.That(failed.Error, Does.Contain("the disk did not confirm").And.Contain(folder).And.Not.Contain("bug"));
            Assert.That(File.ReadAllBytes(last), Is.EqualTo(old), $"after {calls} calls");
            Assert.That(Checkpoint.ReadState(last).Epoch, Is.EqualTo(1));
            Assert.That(Directory.GetFiles(folder, "*.tmp"), Is.Empty);
        }
        var resumed = EcgcmrProcess.Run([.. Words(folder), "--resume"]);
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Error);
        Assert.That(SmallPretraining.AreEqual(SmallPretraining.Tensors(whole), SmallPretraining.Tensors(folder)), Is.True);

        CommandRun Failing(string[] words, int after) => EcgcmrProcess.Run(
            words, library.Loaded, ("FSYNC_FAILS_AFTER", $"{after}"), ("FSYNC_ERROR", $"{error}"));

        // Both epochs keep a checkpoint of their own.
        string[] Words(string path) => SmallPretraining.Words("mdm", stores, path, epochs: 2, "--keep-best", "5");
    }
}
